package dev.quantmask.pytorch.zip;

import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A zip whose entries were found to lie inside the file, one after the other and without overlap,
 * so that a stored entry is a range of the file.
 */
final class ZipContainer {
  private final ByteSource file;
  private final ZipEnd end;
  private final Map<String, TorchZipEntry> entries = new LinkedHashMap<>();

  private ZipContainer(ByteSource file, ZipEnd end) {
    this.file = file;
    this.end = end;
  }

  /** Entries by their full names, in the order of the directory. */
  static Map<String, TorchZipEntry> read(ByteSource file) throws IOException {
    ZipEnd end = ZipEnd.read(file);
    List<ZipRecord> records = ZipDirectory.read(file, end);
    ZipContainer container = new ZipContainer(file, end);
    InflationBudget budget = new InflationBudget(file.size());
    for (ZipRecord record : records) {
      container.add(record, budget);
    }
    container.checkOverlaps(records);
    return container.entries;
  }

  private void add(ZipRecord record, InflationBudget budget) throws IOException {
    FilePosition position = new FilePosition(file.name(), record.headerOffset());
    String name = record.name();
    if (entries.containsKey(name)) {
      throw position.problem("two entries are named " + ValueDescriber.describe(name));
    }
    long dataOffset = dataOffset(record, position);
    long available = end.directoryOffset() - dataOffset;
    if (record.compressedSize() > available) {
      throw position.expected(
          Text.format(
              "%d bytes of %s before the directory",
              record.compressedSize(), ValueDescriber.describe(name)),
          Text.format("%d", available));
    }
    if (record.method() == ZipFormat.STORED && record.size() != record.compressedSize()) {
      throw position.expected(
          Text.format("stored entry %s of %d bytes", ValueDescriber.describe(name), record.size()),
          Text.format("%d bytes", record.compressedSize()));
    }
    String partName = file.name() + "!" + ValueDescriber.shorten(name);
    ByteSource.Part compressed = file.part(partName, dataOffset, record.compressedSize());
    entries.put(name, new TorchZipEntry(record, compressed, budget));
  }

  /** The local header repeats the name; its extra field has another length (torch aligns by it). */
  private long dataOffset(ZipRecord record, FilePosition position) throws IOException {
    long headerEnd = record.headerOffset() + ZipFormat.LOCAL_HEADER_BYTES;
    if (record.headerOffset() > end.directoryOffset() - ZipFormat.LOCAL_HEADER_BYTES) {
      throw position.expected(
          Text.format(
              "the local header of %s before the directory at byte %d",
              ValueDescriber.describe(record.name()), end.directoryOffset()),
          Text.format("byte %d", record.headerOffset()));
    }
    ByteBuffer header = file.slice(record.headerOffset(), ZipFormat.LOCAL_HEADER_BYTES);
    if (header.getInt(0) != ZipFormat.LOCAL_HEADER) {
      throw position.expected(
          Text.format("the local header of %s", ValueDescriber.describe(record.name())),
          Text.format("signature 0x%08x", header.getInt(0)));
    }
    int nameBytes = Short.toUnsignedInt(header.getShort(26));
    int extraBytes = Short.toUnsignedInt(header.getShort(28));
    String name = StandardCharsets.UTF_8.decode(file.slice(headerEnd, nameBytes)).toString();
    if (!name.equals(record.name())) {
      throw position.wrong(
          Text.format("local name %s as in the directory", ValueDescriber.describe(record.name())),
          name);
    }
    long dataOffset = headerEnd + nameBytes + extraBytes;
    ByteSource.checkRange(file, headerEnd, (long) nameBytes + extraBytes);
    return dataOffset;
  }

  private void checkOverlaps(List<ZipRecord> records) throws MalformedCheckpointException {
    List<ZipRecord> sorted = new ArrayList<>(records);
    sorted.sort(Comparator.comparingLong(ZipRecord::headerOffset));
    for (int i = 1; i < sorted.size(); i++) {
      ZipRecord before = sorted.get(i - 1);
      ZipRecord after = sorted.get(i);
      long endOfBefore = entries.get(before.name()).dataEnd();
      if (after.headerOffset() < endOfBefore) {
        throw new FilePosition(file.name(), after.headerOffset())
            .expected(
                Text.format(
                    "%s after byte %d, the end of %s",
                    ValueDescriber.describe(after.name()),
                    endOfBefore,
                    ValueDescriber.describe(before.name())),
                "an overlap");
      }
    }
  }
}
