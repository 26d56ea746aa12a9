package dev.inkling.sample;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The text of a file with words: as it is, or in the archive that Gboard exports. */
final class ImportText {
  /** More is no person's dictionary. */
  static final int MAX_BYTES = 16 << 20;
  private static final String DICTIONARY = "dictionary.txt";

  private ImportText() {}

  static String read(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file);
    in.mark(2);
    boolean archive = in.read() == 'P' && in.read() == 'K';
    in.reset();
    byte[] bytes = archive ? unpack(in) : bounded(in);
    return new String(bytes, isUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
  }

  /** As Windows saves text, with a mark at the start. */
  private static boolean isUtf16(byte[] text) {
    return text.length > 1
        && (text[0] == (byte) 0xFF && text[1] == (byte) 0xFE
            || text[0] == (byte) 0xFE && text[1] == (byte) 0xFF);
  }

  private static byte[] unpack(InputStream in) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (name.substring(name.lastIndexOf('/') + 1).equals(DICTIONARY))
        return bounded(zip);
    }
    throw new IOException("there is no " + DICTIONARY + " in this archive");
  }

  /** Never more than the limit, whatever an archive says of its size. */
  private static byte[] bounded(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 14];
    for (int got = in.read(part); got >= 0; got = in.read(part)) {
      out.write(part, 0, got);
      if (out.size() > MAX_BYTES)
        throw new IOException("the file is larger than 16 MiB");
    }
    return out.toByteArray();
  }
}
