package dev.quantmask.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.mask.CocoBox;
import dev.quantmask.coco.mask.CompressedRunLengths;
import dev.quantmask.coco.mask.Rle;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final int SIDE = 40;

  private static CocoDetection box(long category, int x, int width, double score) {
    CocoBox box = new CocoBox(x, 10, width, 10);
    Rle mask = Rle.fromBox(SIDE, SIDE, box);
    return new CocoDetection(1, category, box, CompressedRunLengths.of(mask), score);
  }

  @Test
  void theSameIsOne() {
    List<CocoDetection> found = List.of(box(1, 2, 10, 0.9), box(2, 20, 10, 0.8));
    assertThat(Agreement.of(found, found)).isEqualTo(1);
    assertThat(Agreement.of(List.of(), List.of())).isEqualTo(1);
  }

  @Test
  void whatOnlyOneFindsLowersIt() {
    List<CocoDetection> first = List.of(box(1, 2, 10, 0.9), box(2, 20, 10, 0.8));
    assertThat(Agreement.of(first, first.subList(0, 1))).isEqualTo(1 / 1.5);
    assertThat(Agreement.of(List.of(), first)).isZero();
  }

  @Test
  void classesMustBeTheSame() {
    assertThat(Agreement.of(List.of(box(1, 2, 10, 0.9)), List.of(box(2, 2, 10, 0.9)))).isZero();
  }

  /** IoU 8/12; at 5/15 there is no pair. */
  @Test
  void pairsOverlapByMoreThanHalf() {
    List<CocoDetection> first = List.of(box(1, 2, 10, 0.9));
    assertThat(Agreement.of(first, List.of(box(1, 4, 10, 0.9)))).isEqualTo(8 / 12.0);
    assertThat(Agreement.of(first, List.of(box(1, 7, 10, 0.9)))).isZero();
  }

  /** The worse of two candidates stays alone, whichever comes first. */
  @Test
  void theBestPairComesFirst() {
    CocoDetection shifted = box(1, 4, 10, 0.95);
    CocoDetection exact = box(1, 2, 10, 0.6);
    List<CocoDetection> first = List.of(box(1, 2, 10, 0.9));
    assertThat(Agreement.of(first, List.of(shifted, exact))).isEqualTo(1 / 1.5);
    assertThat(Agreement.of(List.of(exact, shifted), first)).isEqualTo(1 / 1.5);
  }

  @Test
  void onlyWhatIsSureCounts() {
    assertThat(Agreement.sure(List.of(box(1, 2, 10, 0.51), box(1, 2, 10, 0.5)))).hasSize(1);
  }
}
