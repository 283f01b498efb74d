package dev.quantmask.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final int HUGE = Integer.MAX_VALUE;

  @Test
  void ordersOfRowsAndColumns() {
    assertThat(Layout.rowMajor(2, 3, 4).strides()).containsExactly(12, 4, 1);
    assertThat(Layout.columnMajor(2, 3, 4).strides()).containsExactly(1, 2, 6);
    assertThat(Layout.columnMajor(2, 3, 4).shape()).containsExactly(2, 3, 4);
    assertThat(Layout.rowMajor(2, 3, 4).isRowMajor()).isTrue();
    assertThat(Layout.columnMajor(2, 3, 4).isRowMajor()).isFalse();
  }

  @Test
  void dimensionsOfOneAndNoneDoNotMatterToTheOrder() {
    assertThat(new Layout(new int[] {3, 1, 2}, new long[] {2, 99, 1}).isRowMajor()).isTrue();
    assertThat(new Layout(new int[] {0, 2}, new long[] {7, 7}).isRowMajor()).isTrue();
    assertThat(Layout.rowMajor().isRowMajor()).isTrue();
  }

  @Test
  void spanReachesTheLastElement() {
    assertThat(new Layout(new int[] {2, 3}, new long[] {10, 2}).span()).isEqualTo(15);
    assertThat(new Layout(new int[] {5}, new long[] {0}).span()).isEqualTo(1);
    assertThat(Layout.rowMajor(0, 4).span()).isZero();
    assertThat(Layout.rowMajor().span()).isEqualTo(1);
  }

  @Test
  void permutationMovesShapeAndStrides() {
    Layout permuted = Layout.rowMajor(2, 3, 4).permuted(2, 0, 1);

    assertThat(permuted.shape()).containsExactly(4, 2, 3);
    assertThat(permuted.strides()).containsExactly(1, 12, 4);
    assertThatThrownBy(() -> Layout.rowMajor(2, 3).permuted(0, 0))
        .hasMessageContaining("expected a permutation of 2 dimensions");
    assertThatThrownBy(() -> Layout.rowMajor(2, 3).permuted(0))
        .hasMessageContaining("expected a permutation of 2 dimensions");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertRefused(new int[] {2, -1}, new long[] {1, 1}, "shape[1]: expected at least 0, found -1");
    assertRefused(new int[] {2}, new long[] {-1}, "strides[0]: expected at least 0, found -1");
    assertRefused(new int[] {2}, new long[] {1, 1}, "strides: expected 1");
    assertRefused(new int[] {HUGE, HUGE, HUGE}, new long[] {1, 1, 1}, "fewer than 2^63 elements");
    assertRefused(new int[] {0, HUGE, HUGE, HUGE}, new long[4], "fewer than 2^63 elements");
    assertRefused(new int[] {3}, new long[] {Long.MAX_VALUE}, "fewer than 2^63 elements");
    assertRefused(new int[] {2}, new long[] {Long.MAX_VALUE}, "fewer than 2^63 elements");
    assertRefused(new int[65], new long[65], "expected at most 64 dimensions, found 65");
  }

  private static void assertRefused(int[] shape, long[] strides, String message) {
    assertThatThrownBy(() -> new Layout(shape, strides))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
