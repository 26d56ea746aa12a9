package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** One key with four states. */
@RunWith(JUnit4.class)
public final class ShiftStateTest {
  private final ShiftState shift = new ShiftState();

  @Test
  public void onceIsForOneLetter() {
    shift.tap(1000);
    assertEquals(ShiftState.Mode.ONCE, shift.mode());
    shift.letterTyped();
    assertEquals(ShiftState.Mode.OFF, shift.mode());
  }

  @Test
  public void twiceLocksUntilTheNextTap() {
    shift.tap(1000);
    shift.tap(1200);
    assertEquals(ShiftState.Mode.LOCKED, shift.mode());
    shift.letterTyped();
    shift.textChanged(false);
    assertEquals(ShiftState.Mode.LOCKED, shift.mode());
    shift.tap(1300);
    assertEquals(ShiftState.Mode.OFF, shift.mode());
  }

  @Test
  public void twoSlowTapsAreOnAndOff() {
    shift.tap(1000);
    shift.tap(2000);
    assertEquals(ShiftState.Mode.OFF, shift.mode());
  }

  @Test
  public void aCapitalThatWasDeclinedDoesNotComeBack() {
    shift.textChanged(true);
    assertEquals(ShiftState.Mode.AUTO, shift.mode());
    shift.tap(1000);
    shift.textChanged(true);
    assertEquals(ShiftState.Mode.DECLINED, shift.mode());
    assertFalse(shift.isUpper());
    shift.letterTyped();
    shift.textChanged(true);
    assertEquals(ShiftState.Mode.AUTO, shift.mode());
  }

  @Test
  public void whoeverDeclinedMayWantItAfterAll() {
    shift.textChanged(true);
    shift.tap(1000);
    shift.tap(2000);
    assertEquals(ShiftState.Mode.ONCE, shift.mode());
    shift.textChanged(false);
    shift.reset();
    shift.textChanged(true);
    shift.tap(3000);
    shift.textChanged(false);
    assertEquals(ShiftState.Mode.OFF, shift.mode());
  }

  @Test
  public void whatThePersonChoseStands() {
    shift.tap(1000);
    shift.textChanged(false);
    assertEquals(ShiftState.Mode.ONCE, shift.mode());
  }
}
