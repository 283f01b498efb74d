package dev.quantmask.pytorch.archive;

import dev.quantmask.pytorch.pickle.Opcode;
import dev.quantmask.tensor.DataType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes modules, or dicts and lists of plain values, as {@code data.pkl} of an archive: pickle
 * protocol 2, tensors as persistent ids of numbered storages. The counterparts in PyTorch are
 * torch/csrc/jit/serialization and torch/serialization.py.
 */
public final class Pickler {
  private static final int PROTOCOL = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<StoredTensor> storages = new ArrayList<>();

  /** Numbers of the shared modules that have been written. */
  private final Map<ScriptModule, Integer> memo = new IdentityHashMap<>();

  public byte[] pickle(Object root) {
    write(Opcode.PROTO);
    bytes.write(PROTOCOL);
    value(root);
    write(Opcode.STOP);
    return bytes.toByteArray();
  }

  /** Returns the storages in the order of their numbers. */
  public List<StoredTensor> storages() {
    return storages;
  }

  private void value(Object value) {
    if (value instanceof StoredTensor tensor) {
      tensor(tensor);
    } else if (value instanceof ScriptModule module) {
      module(module);
    } else if (value instanceof Boolean flag) {
      write(flag ? Opcode.NEWTRUE : Opcode.NEWFALSE);
    } else if (value instanceof Long || value instanceof Integer) {
      integer(((Number) value).longValue());
    } else if (value instanceof Double number) {
      write(Opcode.BINFLOAT);
      bytes.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof Map<?, ?> map) {
      dict(map);
    } else if (value == null) {
      write(Opcode.NONE);
    } else {
      throw new IllegalArgumentException("value: cannot be pickled: " + value.getClass());
    }
  }

  private void module(ScriptModule module) {
    Integer number = memo.get(module);
    if (number != null) {
      write(Opcode.BINGET);
      bytes.write(number);
      return;
    }
    int dot = module.className().lastIndexOf('.');
    global(module.className().substring(0, dot), module.className().substring(dot + 1));
    write(Opcode.EMPTY_TUPLE);
    write(Opcode.NEWOBJ);
    if (module.tuple() != null) {
      write(Opcode.MARK);
      module.tuple().forEach(this::value);
      write(Opcode.TUPLE);
    } else {
      dict(module.attributes());
    }
    write(Opcode.BUILD);
    if (module.isShared()) {
      write(Opcode.BINPUT);
      bytes.write(memo.size());
      memo.put(module, memo.size());
    }
  }

  private void dict(Map<?, ?> map) {
    write(Opcode.EMPTY_DICT);
    write(Opcode.MARK);
    map.forEach(
        (key, value) -> {
          value(key);
          value(value);
        });
    write(Opcode.SETITEMS);
  }

  private void list(List<?> list) {
    write(Opcode.EMPTY_LIST);
    write(Opcode.MARK);
    list.forEach(this::value);
    write(Opcode.APPENDS);
  }

  private void tensor(StoredTensor tensor) {
    global("torch._utils", "_rebuild_tensor_v2");
    write(Opcode.MARK);
    write(Opcode.MARK);
    text("storage");
    global("torch", storageClass(tensor.dataType()));
    text(Integer.toString(storages.size()));
    text("cpu");
    integer(tensor.elementCount());
    write(Opcode.TUPLE);
    write(Opcode.BINPERSID);
    integer(0);
    integers(tensor.shape());
    integers(tensor.strides());
    write(Opcode.NEWFALSE); // requires_grad
    global("collections", "OrderedDict"); // backward hooks
    write(Opcode.EMPTY_TUPLE);
    write(Opcode.REDUCE);
    write(Opcode.TUPLE);
    write(Opcode.REDUCE);
    storages.add(tensor);
  }

  private static String storageClass(DataType type) {
    return switch (type) {
      case FLOAT16 -> "HalfStorage";
      case BFLOAT16 -> "BFloat16Storage";
      case FLOAT32 -> "FloatStorage";
      case FLOAT64 -> "DoubleStorage";
      case INT8 -> "CharStorage";
      case UINT8 -> "ByteStorage";
      case INT16 -> "ShortStorage";
      case INT32 -> "IntStorage";
      case INT64 -> "LongStorage";
      case BOOL -> "BoolStorage";
    };
  }

  private void integers(int[] values) {
    write(Opcode.MARK);
    for (int value : values) {
      integer(value);
    }
    write(Opcode.TUPLE);
  }

  private void integers(long[] values) {
    write(Opcode.MARK);
    for (long value : values) {
      integer(value);
    }
    write(Opcode.TUPLE);
  }

  private void integer(long value) {
    write(Opcode.LONG1);
    bytes.write(Long.BYTES);
    ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    bytes.writeBytes(buffer.array());
  }

  private void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    write(Opcode.BINUNICODE);
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(utf8.length);
    bytes.writeBytes(length.array());
    bytes.writeBytes(utf8);
  }

  private void global(String module, String name) {
    write(Opcode.GLOBAL);
    bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void write(Opcode opcode) {
    bytes.write(opcode.code());
  }
}
