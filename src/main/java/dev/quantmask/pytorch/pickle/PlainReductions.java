package dev.quantmask.pytorch.pickle;

import dev.quantmask.pytorch.io.MalformedCheckpointException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Python's own containers and bytes. */
final class PlainReductions {
  private static final Set<String> LATIN1 =
      Set.of("latin1", "latin-1", "latin_1", "iso-8859-1", "iso8859-1");

  static final Map<String, Reduction> ALL =
      Map.ofEntries(
          Map.entry("collections.OrderedDict", call -> dict(call, 0)),
          Map.entry("collections.Counter", call -> dict(call, 0)),
          Map.entry("builtins.dict", call -> dict(call, 0)),
          // The first argument makes the values of keys that are missing; nothing here asks for
          // any.
          Map.entry("collections.defaultdict", call -> dict(call, 1)),
          Map.entry("builtins.set", PlainReductions::set),
          Map.entry("builtins.frozenset", call -> Collections.unmodifiableSet(set(call))),
          Map.entry("builtins.bytes", PlainReductions::bytes),
          Map.entry("builtins.bytearray", PlainReductions::bytes),
          Map.entry("_codecs.encode", PlainReductions::encode));

  private PlainReductions() {}

  /** Makes a dict from another dict, from a list of pairs, or from nothing. */
  private static Map<Object, Object> dict(Call call, int index)
      throws MalformedCheckpointException {
    Map<Object, Object> dict = new LinkedHashMap<>();
    if (!call.has(index)) {
      return dict;
    }
    if (call.arguments().get(index) instanceof Map<?, ?> other) {
      call.budget().spendElements(other.size(), call.position());
      dict.putAll(other);
      return dict;
    }
    List<?> pairs = call.list(index, "items");
    call.budget().spendElements(pairs.size(), call.position());
    for (Object pair : pairs) {
      if (!(pair instanceof List<?> items) || items.size() != 2) {
        throw call.wrong("items", "pairs", pair);
      }
      dict.put(PickleKeys.of(items.get(0)), items.get(1));
    }
    return dict;
  }

  private static Set<Object> set(Call call) throws MalformedCheckpointException {
    Set<Object> set = new LinkedHashSet<>();
    if (!call.has(0)) {
      return set;
    }
    List<?> elements = call.list(0, "elements");
    call.budget().spendElements(elements.size(), call.position());
    for (Object element : elements) {
      set.add(PickleKeys.of(element));
    }
    return set;
  }

  private static Object bytes(Call call) throws MalformedCheckpointException {
    if (!call.has(0)) {
      return ByteBuffer.allocate(0).asReadOnlyBuffer();
    }
    if (call.arguments().get(0) instanceof String && call.has(1)) {
      return encode(call);
    }
    if (call.arguments().get(0) instanceof ByteBuffer bytes) {
      return bytes;
    }
    return call.inert();
  }

  /**
   * Reads bytes as protocol 2 of Python 3 writes them: as text, with the instruction to encode it.
   */
  private static Object encode(Call call) throws MalformedCheckpointException {
    String text = call.text(0, "text");
    String encoding = call.has(1) ? call.text(1, "encoding").toLowerCase(Locale.ROOT) : "utf-8";
    if (LATIN1.contains(encoding)) {
      return call.latin1(text, "text");
    }
    if (encoding.equals("utf-8") || encoding.equals("utf8")) {
      call.budget().spendBytes(3L * text.length(), call.position());
      return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }
    return call.inert();
  }
}
