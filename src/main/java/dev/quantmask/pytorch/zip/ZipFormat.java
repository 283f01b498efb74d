package dev.quantmask.pytorch.zip;

/**
 * Signatures, sizes and flags of the zip format, as far as torch's files use it.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE</a>
 */
final class ZipFormat {
  static final int LOCAL_HEADER = 0x04034b50;
  static final int LOCAL_HEADER_BYTES = 30;

  static final int DIRECTORY_ENTRY = 0x02014b50;
  static final int DIRECTORY_ENTRY_BYTES = 46;

  static final int END = 0x06054b50;
  static final int END_BYTES = 22;
  static final int MAX_COMMENT_BYTES = 0xffff;

  static final int ZIP64_LOCATOR = 0x07064b50;
  static final int ZIP64_LOCATOR_BYTES = 20;
  static final int ZIP64_END = 0x06064b50;
  static final int ZIP64_END_BYTES = 56;
  static final int ZIP64_EXTRA = 1;

  /** What a field holds when its value stands in the zip64 record. */
  static final int IN_ZIP64_SHORT = 0xffff;

  static final long IN_ZIP64_INT = 0xffffffffL;

  static final int ENCRYPTED_FLAG = 1;
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private ZipFormat() {}
}
