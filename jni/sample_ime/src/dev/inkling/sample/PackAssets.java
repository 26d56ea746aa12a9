package dev.inkling.sample;

import android.content.Context;
import android.content.res.AssetManager;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Language packs come in the APK's assets, but the engine maps files: copies them out once. */
final class PackAssets {
  private static final String ASSETS = "packs/en";
  private static final String DONE = ".copied";

  private PackAssets() {}

  /**
   * The pack's folder in device-protected storage, so that it is there before the first unlock.
   * Takes a moment the first time, and after an update of the app; not for the main thread.
   */
  static File install(Context context) throws IOException {
    Context device = context.createDeviceProtectedStorageContext();
    File folder = new File(device.getNoBackupFilesDir(), ASSETS);
    File done = new File(folder, DONE);
    File apk = new File(context.getPackageCodePath());
    if (done.exists() && done.lastModified() >= apk.lastModified())
      return folder;
    if (!folder.isDirectory() && !folder.mkdirs())
      throw new IOException("cannot make the folder " + folder + " for the language pack");
    AssetManager assets = context.getAssets();
    String[] names = assets.list(ASSETS);
    if (names == null || names.length == 0)
      throw new IOException("the app has no " + ASSETS + " in its assets; pack it with the AAR");
    for (String name : names) copy(assets, ASSETS + "/" + name, new File(folder, name));
    // Last, so that a copy that was cut short is made again.
    new FileOutputStream(done).close();
    if (!done.setLastModified(Math.max(System.currentTimeMillis(), apk.lastModified())))
      throw new IOException("cannot set the time of " + done);
    return folder;
  }

  private static void copy(AssetManager assets, String name, File to) throws IOException {
    // A mapped file must not change under the engine: write beside it, then rename.
    File part = new File(to.getPath() + ".part");
    try (InputStream in = assets.open(name); OutputStream out = new FileOutputStream(part)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) out.write(buffer, 0, n);
    }
    if (!part.renameTo(to))
      throw new IOException("cannot rename " + part + " to " + to);
  }
}
