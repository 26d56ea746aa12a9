/**
 * Inkling from Java: an {@link dev.inkling.Engine} is opened once, each text field gets a {@link
 * dev.inkling.Session}, and an input method wraps that in an {@link dev.inkling.AsyncSession} to
 * keep the work off its main thread.
 *
 * <p>Text is UTF-16, lengths and positions are UTF-16 units, touches are in key widths and key
 * heights, times in nanoseconds where nothing else is said. A surrogate without its partner becomes
 * U+FFFD. An argument that is null where nothing allows it is a {@link NullPointerException}; an
 * object that was closed answers with {@link IllegalStateException}.
 */
package dev.inkling;
