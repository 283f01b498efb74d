package dev.quantmask.pytorch.zip;

/**
 * An entry as the directory describes it.
 *
 * @param flags ENCRYPTED_FLAG and others
 * @param method STORED or DEFLATED, or one that cannot be read
 * @param crc CRC-32 of the contents
 * @param compressedSize in bytes, in the file
 * @param size in bytes, of the contents
 * @param headerOffset where the local header starts
 */
record ZipRecord(
    String name,
    int flags,
    int method,
    long crc,
    long compressedSize,
    long size,
    long headerOffset) {}
