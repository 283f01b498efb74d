package dev.quantmask.coco;

import dev.quantmask.coco.json.TextIds;
import dev.quantmask.text.Text;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Gives ids that are texts numbers in the order of the texts, which is that of pycocotools and
 * Detectron2; ids that are numbers stay, and come before them.
 */
public final class TextIdNumbers {
  private TextIdNumbers() {}

  /** Returns the number of each id. */
  public static Map<Long, Long> of(Collection<Long> ids, TextIds texts) {
    TreeSet<Long> named = new TreeSet<>(Comparator.comparing(texts::ranked));
    long next = 1;
    Map<Long, Long> numbers = new HashMap<>();
    for (long id : ids) {
      if (texts.isText(id)) {
        named.add(id);
      } else {
        numbers.put(id, id);
        next = Math.max(next, id + 1);
      }
    }
    for (long id : named) {
      numbers.put(id, next++);
    }
    return numbers;
  }

  static CocoDataset apply(CocoDataset dataset, TextIds texts, Path file, Consumer<String> note) {
    if (texts.isEmpty()) {
      return dataset;
    }
    note.accept(Text.format("%s: ids that are texts are numbered in the order of the texts", file));
    List<CocoAnnotation> annotations = dataset.annotations();
    Map<Long, Long> ids = of(annotations.stream().map(CocoAnnotation::id).toList(), texts);
    Map<Long, Long> images =
        of(
            Stream.concat(
                    dataset.images().stream().map(CocoImage::id),
                    annotations.stream().map(CocoAnnotation::imageId))
                .toList(),
            texts);
    Map<Long, Long> categories =
        of(
            Stream.concat(
                    dataset.categories().stream().map(CocoCategory::id),
                    annotations.stream().map(CocoAnnotation::categoryId))
                .toList(),
            texts);
    return new CocoDataset(
        dataset.info(),
        dataset.images().stream()
            .map(it -> new CocoImage(images.get(it.id()), it.fileName(), it.width(), it.height()))
            .toList(),
        dataset.categories().stream()
            .map(it -> new CocoCategory(categories.get(it.id()), it.name(), it.supercategory()))
            .toList(),
        annotations.stream()
            .map(
                it ->
                    it.withIds(
                        ids.get(it.id()),
                        images.get(it.imageId()),
                        categories.get(it.categoryId())))
            .toList());
  }
}
