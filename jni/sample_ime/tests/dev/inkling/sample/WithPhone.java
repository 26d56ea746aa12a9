package dev.inkling.sample;

import java.io.File;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** For tests with a {@link Phone} of their own, whose history is gone with it. */
abstract class WithPhone {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  Phone phone;

  @Before
  public void startPhone() {
    phone = new Phone(new File(folder.getRoot(), "history.sqlite"));
  }

  @After
  public void stopPhone() {
    phone.shutDown();
  }
}
