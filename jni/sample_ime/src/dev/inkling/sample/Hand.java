package dev.inkling.sample;

/** Which hand types: with one, the keyboard is narrower and at that hand's side. */
enum Hand {
  BOTH,
  LEFT,
  RIGHT;

  /** The other one; both stay both. */
  Hand other() {
    return this == LEFT ? RIGHT : this == RIGHT ? LEFT : BOTH;
  }
}
