package dev.quantmask.pytorch.pickle;

import dev.quantmask.tensor.DataType;
import java.util.Map;

/** Torch's names for element types: of storages and of tensors. */
final class TorchTypes {
  private static final Map<String, DataType> BY_STORAGE =
      Map.ofEntries(
          Map.entry("FloatStorage", DataType.FLOAT32),
          Map.entry("DoubleStorage", DataType.FLOAT64),
          Map.entry("HalfStorage", DataType.FLOAT16),
          Map.entry("BFloat16Storage", DataType.BFLOAT16),
          Map.entry("ByteStorage", DataType.UINT8),
          Map.entry("CharStorage", DataType.INT8),
          Map.entry("ShortStorage", DataType.INT16),
          Map.entry("IntStorage", DataType.INT32),
          Map.entry("LongStorage", DataType.INT64),
          Map.entry("BoolStorage", DataType.BOOL),
          // Bytes, counted as such; the tensor over them says what they are.
          Map.entry("UntypedStorage", DataType.UINT8),
          Map.entry("_UntypedStorage", DataType.UINT8));

  private static final Map<String, DataType> BY_DTYPE =
      Map.ofEntries(
          Map.entry("float16", DataType.FLOAT16),
          Map.entry("half", DataType.FLOAT16),
          Map.entry("bfloat16", DataType.BFLOAT16),
          Map.entry("float32", DataType.FLOAT32),
          Map.entry("float", DataType.FLOAT32),
          Map.entry("float64", DataType.FLOAT64),
          Map.entry("double", DataType.FLOAT64),
          Map.entry("int8", DataType.INT8),
          Map.entry("uint8", DataType.UINT8),
          Map.entry("int16", DataType.INT16),
          Map.entry("short", DataType.INT16),
          Map.entry("int32", DataType.INT32),
          Map.entry("int", DataType.INT32),
          Map.entry("int64", DataType.INT64),
          Map.entry("long", DataType.INT64),
          Map.entry("bool", DataType.BOOL));

  /** Storages that no tensor here can be made of, but which stand between others: element bytes. */
  private static final Map<String, Integer> OTHER_STORAGES =
      Map.of(
          "ComplexFloatStorage", 8,
          "ComplexDoubleStorage", 16,
          "QInt8Storage", 1,
          "QUInt8Storage", 1,
          "QInt32Storage", 4);

  private TorchTypes() {}

  /**
   * Returns the type of {@code torch.FloatStorage} and the like; null when there is no such type
   * here.
   */
  static DataType ofStorage(PickledGlobal global) {
    return switch (global.module()) {
      case "torch", "torch.storage", "torch.cuda" -> BY_STORAGE.get(global.name());
      default -> null;
    };
  }

  /** Returns the size of one element of a storage type in bytes; 0 when there is no such type. */
  static int storageElementBytes(PickledGlobal global) {
    DataType dataType = ofStorage(global);
    return dataType == null ? OTHER_STORAGES.getOrDefault(global.name(), 0) : dataType.bytes();
  }

  /**
   * Returns the type of {@code torch.float32} and the like; null when there is no such type here.
   */
  static DataType ofDtype(PickledGlobal global) {
    return global.module().equals("torch") ? BY_DTYPE.get(global.name()) : null;
  }
}
