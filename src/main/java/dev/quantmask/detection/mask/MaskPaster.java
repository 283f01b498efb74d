package dev.quantmask.detection.mask;

import dev.quantmask.coco.mask.Rle;
import dev.quantmask.coco.mask.RleBuilder;
import dev.quantmask.detection.Detection;
import dev.quantmask.text.Text;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pastes the network's masks into the image and encodes them, without a bitmap in between: work is
 * proportional to the box's width times the mask's outline, memory to the runs.
 *
 * @param height of the image in pixels, as {@code width}
 */
public record MaskPaster(MaskStyle style, int height, int width) {
  /**
   * Pastes all masks of an image, in parallel.
   *
   * @param probabilities {@code (boxes, side, side)} in [0, 1], rows from the top
   * @param side of one mask in values, usually 28
   * @param boxes in pixels of the image; they may reach beyond it
   * @throws IllegalArgumentException naming the box that is not finite, or the sizes that differ
   */
  public List<Rle> pasteAll(float[] probabilities, int side, List<Detection.Box> boxes) {
    if (side < 1 || (long) boxes.size() * side * side != probabilities.length) {
      throw new IllegalArgumentException(
          Text.format(
              "masks: expected %d x %d x %d probabilities, found %d",
              boxes.size(), side, side, probabilities.length));
    }
    for (int i = 0; i < boxes.size(); i++) {
      requireFinite(boxes.get(i), i);
    }
    return IntStream.range(0, boxes.size())
        .parallel()
        .mapToObj(
            i -> paste(new MaskCells(probabilities, i * side * side, side), side, boxes.get(i)))
        .toList();
  }

  private static void requireFinite(Detection.Box box, int index) {
    boolean finite =
        Float.isFinite(box.x0())
            && Float.isFinite(box.y0())
            && Float.isFinite(box.x1())
            && Float.isFinite(box.y1());
    if (!finite) {
      throw new IllegalArgumentException(
          Text.format("boxes[%d]: expected finite corners, found %s", index, box));
    }
  }

  private Rle paste(MaskCells cells, int side, Detection.Box box) {
    MaskPlacement placement = style.place(box, side, height, width);
    RleBuilder mask = new RleBuilder(height, width);
    for (int column = 0; column < placement.columns().length(); column++) {
      pasteColumn(cells, placement, column, mask);
    }
    return mask.build();
  }

  private void pasteColumn(MaskCells cells, MaskPlacement placement, int column, RleBuilder mask) {
    MaskAxis rows = placement.rows();
    int cellColumn = placement.columns().cell()[column];
    float right = placement.columns().weight()[column];
    long top = (long) (placement.columns().start() + column) * height + rows.start();
    int row = 0;
    while (row < rows.length()) {
      int cellRow = rows.cell()[row];
      int end = endOfCell(rows, row);
      switch (cells.kind(cellRow, cellColumn)) {
        case BACKGROUND -> {}
        case FOREGROUND -> mask.addForeground(top + row, end - row);
        case MIXED -> {
          for (int i = row; i < end; i++) {
            float lower = rows.weight()[i];
            if (cells.isInside(cellRow, cellColumn, right, lower, placement.sampling())) {
              mask.addForeground(top + i, 1);
            }
          }
        }
      }
      row = end;
    }
  }

  private static int endOfCell(MaskAxis rows, int row) {
    int end = row + 1;
    while (end < rows.length() && rows.cell()[end] == rows.cell()[row]) {
      end++;
    }
    return end;
  }
}
