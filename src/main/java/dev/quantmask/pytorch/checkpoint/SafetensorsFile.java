package dev.quantmask.pytorch.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.io.Json;
import dev.quantmask.pytorch.io.ByteSource;
import dev.quantmask.pytorch.io.FilePosition;
import dev.quantmask.pytorch.io.MalformedCheckpointException;
import dev.quantmask.pytorch.io.ValueDescriber;
import dev.quantmask.tensor.DataType;
import dev.quantmask.tensor.Layout;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads safetensors: the length of a JSON header in eight bytes, the header, and the values, which
 * the tensors of the header cover without a gap.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
final class SafetensorsFile {
  /** The length that the original implementation allows. */
  private static final long LONGEST_HEADER = 100_000_000;

  /** As JSON it takes many times its length; networks have a few hundred bytes a tensor. */
  private static final long MAX_HEADER_BYTES = 16 << 20;

  private static final String METADATA = "__metadata__";

  private final ByteSource file;
  private final FilePosition start;
  private final long valuesStart;

  private SafetensorsFile(ByteSource file, long headerBytes) {
    this.file = file;
    this.start = new FilePosition(file.name(), Long.BYTES);
    this.valuesStart = Long.BYTES + headerBytes;
  }

  /** One tensor as the header has it; the range is counted from where the values start. */
  private record Entry(String name, DataType type, Layout layout, long begin, long end) {}

  /** Returns whether a length that is possible and a JSON object stand there. */
  static boolean startsWithHeader(ByteBuffer head) {
    return head.remaining() > Long.BYTES
        && head.get(Long.BYTES) == '{'
        && head.getLong(0) >= 2
        && head.getLong(0) <= LONGEST_HEADER;
  }

  /** Returns the tensors by name, in the order of the header. */
  static Map<String, Tensor> read(ByteSource file) throws IOException {
    long headerBytes = file.slice(0, Long.BYTES).getLong(0);
    if (headerBytes > MAX_HEADER_BYTES) {
      throw new FilePosition(file.name(), 0)
          .expected(
              Text.format("a header of at most %d bytes", MAX_HEADER_BYTES),
              Long.toString(headerBytes));
    }
    ByteBuffer header = file.slice(Long.BYTES, headerBytes);
    return new SafetensorsFile(file, headerBytes).tensors(header);
  }

  private Map<String, Tensor> tensors(ByteBuffer header) throws IOException {
    List<Entry> entries = entries(header);
    requireNoGap(entries);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      ByteBuffer values = file.slice(valuesStart + entry.begin(), entry.end() - entry.begin());
      tensors.put(entry.name(), Tensor.view(entry.type(), entry.layout(), values));
    }
    return tensors;
  }

  private List<Entry> entries(ByteBuffer header) throws IOException {
    byte[] bytes = new byte[header.remaining()];
    header.get(bytes);
    List<Entry> entries = new ArrayList<>();
    try (JsonParser parser = Json.parser(new ByteArrayInputStream(bytes))) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      JsonNode root = Json.tree(parser);
      for (Map.Entry<String, JsonNode> field : root.properties()) {
        if (!field.getKey().equals(METADATA)) {
          entries.add(entry(field.getKey(), field.getValue()));
        }
      }
      if (parser.nextToken() != null) {
        throw start.problem("the header does not end with its object");
      }
    } catch (JsonProcessingException e) {
      throw start.problem("the header is no JSON: " + e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw start.problem("the header is no JSON: " + e.getMessage());
    }
    return entries;
  }

  private Entry entry(String name, JsonNode node) throws MalformedCheckpointException {
    DataType type = type(name, node.path("dtype").asText());
    int[] shape = new int[node.path("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = (int) integer(name, "shape", node.path("shape").path(i), Integer.MAX_VALUE);
    }
    long available = file.size() - valuesStart;
    JsonNode offsets = node.path("data_offsets");
    if (!node.path("shape").isArray() || offsets.size() != 2) {
      throw wrong(
          name, "dtype, shape and two data_offsets", ValueDescriber.shorten(node.toString()));
    }
    long begin = integer(name, "data_offsets", offsets.path(0), available);
    long end = integer(name, "data_offsets", offsets.path(1), available);
    Layout layout;
    try {
      layout = Layout.rowMajor(shape);
    } catch (IllegalArgumentException e) {
      throw start.problem(Text.format("%s: %s", ValueDescriber.describe(name), e.getMessage()));
    }
    if (layout.elementCount() > Integer.MAX_VALUE / type.bytes()) {
      throw wrong(name, "a tensor of less than 2 GB", layout.toString());
    }
    long size = layout.elementCount() * type.bytes();
    if (end - begin != size) {
      throw wrong(
          name,
          Text.format("data_offsets of %d bytes for %s of %s", size, layout, type),
          Text.format("%d to %d", begin, end));
    }
    return new Entry(name, type, layout, begin, end);
  }

  private DataType type(String name, String dtype) throws MalformedCheckpointException {
    return switch (dtype) {
      case "F64" -> DataType.FLOAT64;
      case "F32" -> DataType.FLOAT32;
      case "F16" -> DataType.FLOAT16;
      case "BF16" -> DataType.BFLOAT16;
      case "I64" -> DataType.INT64;
      case "I32" -> DataType.INT32;
      case "I16" -> DataType.INT16;
      case "I8" -> DataType.INT8;
      case "U8" -> DataType.UINT8;
      case "BOOL" -> DataType.BOOL;
      default ->
          throw wrong(
              name,
              "dtype F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL",
              ValueDescriber.describe(dtype));
    };
  }

  private long integer(String name, String field, JsonNode node, long most)
      throws MalformedCheckpointException {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < 0
        || node.longValue() > most) {
      throw wrong(
          name,
          Text.format("%s from 0 to %d", field, most),
          ValueDescriber.shorten(node.toString()));
    }
    return node.longValue();
  }

  /** Every byte is a value of one tensor. */
  private void requireNoGap(List<Entry> entries) throws MalformedCheckpointException {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : sorted) {
      if (entry.begin() != end) {
        throw wrong(
            entry.name(),
            Text.format("data_offsets that begin at %d, where the tensor before ends", end),
            Long.toString(entry.begin()));
      }
      end = entry.end();
    }
    if (valuesStart + end != file.size()) {
      throw new FilePosition(file.name(), valuesStart + end)
          .expected(
              "the end after the last tensor",
              Text.format("%d bytes", file.size() - valuesStart - end));
    }
  }

  private MalformedCheckpointException wrong(String name, String expected, String found) {
    return start.expected(Text.format("%s: %s", ValueDescriber.describe(name), expected), found);
  }
}
