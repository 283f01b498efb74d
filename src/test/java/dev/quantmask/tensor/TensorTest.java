package dev.quantmask.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static final ByteBuffer SIX = floats(0, 1, 2, 3, 4, 5);

  @Test
  void floatsComeBack() {
    Tensor tensor = Tensor.ofFloats(new float[] {1, -2, 3, 4, 5, 6}, 2, 3);

    assertThat(tensor.dataType()).isEqualTo(DataType.FLOAT32);
    assertThat(tensor.shape()).containsExactly(2, 3);
    assertThat(tensor.elementCount()).isEqualTo(6);
    assertThat(tensor.toFloats()).containsExactly(1, -2, 3, 4, 5, 6);
  }

  @Test
  void contiguousBytesAreASliceOfTheStorage() {
    byte[] storage = {1, 2, 3, 4};
    Tensor tensor = Tensor.ofBytes(DataType.UINT8, storage, 4);
    storage[2] = 9;

    ByteBuffer bytes = tensor.contiguousBytes();

    assertThat(bytes.isReadOnly()).isTrue();
    assertThat(bytes.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.get(2)).isEqualTo((byte) 9);
  }

  @Test
  void readingMovesNothing() {
    Tensor tensor = Tensor.ofFloats(new float[] {1, 2}, 2);
    tensor.contiguousBytes().getInt();

    assertThat(tensor.contiguousBytes().remaining()).isEqualTo(8);
    assertThat(tensor.toFloats()).containsExactly(1, 2);
  }

  @Test
  void transposedViewIsGathered() {
    Tensor transposed =
        Tensor.view(DataType.FLOAT32, new Layout(new int[] {3, 2}, new long[] {1, 3}), SIX);

    assertThat(transposed.toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(transposed.contiguousBytes().isReadOnly()).isTrue();
  }

  @Test
  void everyElementSizeIsGathered() {
    for (DataType dataType : DataType.values()) {
      ByteBuffer storage = ByteBuffer.allocate(4 * dataType.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < storage.capacity(); i++) {
        storage.put(i, (byte) i);
      }
      Layout transposed = Layout.columnMajor(2, 2);
      ByteBuffer bytes = Tensor.view(dataType, transposed, storage).contiguousBytes();
      for (int i = 0; i < 4; i++) {
        int element = new int[] {0, 2, 1, 3}[i];
        assertThat(bytes.get(i * dataType.bytes()))
            .as("%s element %d", dataType, i)
            .isEqualTo((byte) (element * dataType.bytes()));
      }
    }
  }

  @Test
  void expandedViewRepeatsItsElement() {
    Layout expanded = new Layout(new int[] {2, 3}, new long[] {1, 0});

    assertThat(Tensor.view(DataType.FLOAT32, expanded, SIX).toFloats())
        .containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void scalarsHaveOneElementAndEmptyTensorsNone() {
    Tensor scalar = Tensor.ofFloats(new float[] {7});
    Tensor empty = Tensor.ofFloats(new float[0], 0, 3);

    assertThat(scalar.elementCount()).isEqualTo(1);
    assertThat(scalar.toFloats()).containsExactly(7);
    assertThat(empty.elementCount()).isZero();
    assertThat(empty.toFloats()).isEmpty();
  }

  @Test
  void integersAndBooleansBecomeFloats() {
    assertThat(Tensor.ofBytes(DataType.INT8, new byte[] {-1, 2}, 2).toFloats())
        .containsExactly(-1, 2);
    assertThat(Tensor.ofBytes(DataType.UINT8, new byte[] {-1, 2}, 2).toFloats())
        .containsExactly(255, 2);
    assertThat(Tensor.ofBytes(DataType.BOOL, new byte[] {0, 2}, 2).toFloats())
        .containsExactly(0, 1);
    assertThat(Tensor.ofBytes(DataType.INT16, new byte[] {-2, -1}, 1).toFloats())
        .containsExactly(-2);
    assertThat(Tensor.ofBytes(DataType.INT32, new byte[] {0, 1, 0, 0}, 1).toFloats())
        .containsExactly(256);
    assertThat(Tensor.ofBytes(DataType.INT64, new byte[] {0, 0, 0, 0, 1, 0, 0, 0}, 1).toFloats())
        .containsExactly(0x1p32f);
  }

  @Test
  void wideAndNarrowFloatsBecomeFloats() {
    byte[] oneThird = new byte[8];
    ByteBuffer.wrap(oneThird).order(ByteOrder.LITTLE_ENDIAN).putDouble(1.0 / 3);

    assertThat(Tensor.ofBytes(DataType.FLOAT64, oneThird, 1).toFloats())
        .containsExactly((float) (1.0 / 3));
    assertThat(
            Tensor.ofBytes(DataType.BFLOAT16, new byte[] {(byte) 0x80, (byte) 0xbf}, 1).toFloats())
        .containsExactly(-1);
  }

  @Test
  void halvesAreWhatTheFormulaSays() {
    for (int bits = 0; bits < 0x10000; bits++) {
      double sign = bits < 0x8000 ? 1 : -1;
      int exponent = bits >> 10 & 0x1f;
      double fraction = (bits & 0x3ff) / 1024.0;
      double expected =
          exponent == 0
              ? sign * fraction * 0x1p-14
              : sign * (1 + fraction) * Math.pow(2, exponent - 15);
      if (exponent == 0x1f) {
        expected = fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
      }
      assertThat(FloatConversion.halfToFloat((short) bits))
          .as("half %04x", bits)
          .isEqualTo(Float.valueOf((float) expected));
    }
  }

  @Test
  void viewsBeyondTheirStorageAreRefused() {
    Layout seven = new Layout(new int[] {2, 2}, new long[] {4, 2});

    assertThatThrownBy(() -> Tensor.view(DataType.FLOAT32, seven, SIX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least 7 elements")
        .hasMessageContaining("found 6");
    assertThatThrownBy(() -> Tensor.ofBytes(DataType.FLOAT32, new byte[5], 1))
        .hasMessageContaining("expected 1 elements of FLOAT32, found 5 bytes");
    assertThatThrownBy(() -> Tensor.ofFloats(new float[3], 2))
        .hasMessageContaining("expected 2 elements");
  }

  @Test
  void valuesThatFitNoBufferAreRefused() {
    Layout expanded = new Layout(new int[] {1 << 30}, new long[] {0});

    assertThatThrownBy(() -> Tensor.view(DataType.FLOAT32, expanded, SIX))
        .hasMessageContaining("expected less than 2 GB");
  }

  private static ByteBuffer floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.asReadOnlyBuffer();
  }
}
