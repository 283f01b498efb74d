package dev.quantmask.training;

import dev.quantmask.image.RgbImage;
import java.util.List;

/** The images of one iteration, with how each is to be varied. */
record Batch(List<Item> items) {
  Batch {
    items = List.copyOf(items);
  }

  record Item(Example example, RgbImage image, Augmentation.Plan plan) {}

  List<Long> imageIds() {
    return items.stream().map(item -> item.example().imageId()).toList();
  }
}
