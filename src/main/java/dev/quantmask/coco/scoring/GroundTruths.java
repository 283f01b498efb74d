package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoAnnotation;
import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoHandler;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.Frequency;
import dev.quantmask.coco.json.TextIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The objects that are there, and for LVIS what is known of the images besides. */
final class GroundTruths implements CocoHandler {
  private final Protocol protocol;
  private final List<long[]> negative = new ArrayList<>(); // [image], of LVIS
  private final List<long[]> notExhaustive = new ArrayList<>(); // [image], of LVIS
  private final List<Frequency> frequencies = new ArrayList<>(); // [category], of LVIS
  private final List<CocoImage> images = new ArrayList<>();
  private final List<CocoCategory> categories = new ArrayList<>();
  private final ObjectColumns objects = new ObjectColumns();
  private long[] ids = new long[256];
  private boolean[] ignored = new boolean[256];

  GroundTruths(Protocol protocol) {
    this.protocol = protocol;
  }

  @Override
  public void image(CocoImage image) {
    images.add(image);
  }

  @Override
  public void image(CocoImage image, long[] negativeIds, long[] notExhaustiveIds) {
    image(image);
    if (protocol == Protocol.LVIS) {
      negative.add(negativeIds);
      notExhaustive.add(notExhaustiveIds);
    }
  }

  @Override
  public void category(CocoCategory category, Frequency frequency) {
    category(category);
    if (protocol == Protocol.LVIS) {
      frequencies.add(frequency);
    }
  }

  @Override
  public void category(CocoCategory category) {
    categories.add(category);
  }

  @Override
  public void annotation(CocoAnnotation annotation) {
    annotation(annotation, false);
  }

  @Override
  public void annotation(CocoAnnotation annotation, boolean marked) {
    int index = objects.size();
    if (index == ids.length) {
      ids = Arrays.copyOf(ids, index * 2);
      ignored = Arrays.copyOf(ignored, index * 2);
    }
    ids[index] = annotation.id();
    ignored[index] = protocol == Protocol.LVIS ? marked : annotation.crowd();
    objects.add(
        annotation.imageId(),
        annotation.categoryId(),
        annotation.area(),
        annotation.box(),
        annotation.segmentation());
  }

  /** Gives ids that were texts numbers in the order of the texts. */
  void rank(TextIds texts) {
    images.replaceAll(
        it -> new CocoImage(texts.ranked(it.id()), it.fileName(), it.width(), it.height()));
    categories.replaceAll(
        it -> new CocoCategory(texts.ranked(it.id()), it.name(), it.supercategory()));
    objects.rank(texts);
    negative.forEach(ids -> Arrays.setAll(ids, i -> texts.ranked(ids[i])));
    notExhaustive.forEach(ids -> Arrays.setAll(ids, i -> texts.ranked(ids[i])));
  }

  List<CocoImage> images() {
    return images;
  }

  List<CocoCategory> categories() {
    return categories;
  }

  ObjectColumns objects() {
    return objects;
  }

  Protocol protocol() {
    return protocol;
  }

  /** Ids of categories, {@code [image]}; empty unless the protocol is LVIS. */
  List<long[]> negative() {
    return negative;
  }

  /** Ids of categories, {@code [image]}; empty unless the protocol is LVIS. */
  List<long[]> notExhaustive() {
    return notExhaustive;
  }

  /** The frequency of each category; empty unless the protocol is LVIS. */
  List<Frequency> frequencies() {
    return frequencies;
  }

  /** A crowd may be matched by many detections; LVIS has none. */
  boolean isCrowd(int index) {
    return ignored[index] && protocol == Protocol.COCO;
  }

  /** Crowds, and what LVIS' files mark, need not be found. */
  boolean isIgnored(int index) {
    return ignored[index];
  }

  /** A match with it does not count: pycocotools takes the id for a flag, and 0 for no match. */
  boolean matchesAreLost(int index) {
    return ids[index] == 0;
  }

  /**
   * The object that stands for each: of objects with one id the last one, for all of them; negative
   * for an object that is left out; null if each stands for itself.
   */
  int[] standIns() {
    int size = objects.size();
    long[] ownIds = Arrays.copyOf(ids, size);
    boolean allCount = IntStream.range(0, size).allMatch(this::counts);
    if (allCount && new IdIndex(ownIds).size() == size) {
      return null;
    }
    Map<Long, Integer> last = new HashMap<>();
    for (int i = 0; i < size; i++) {
      last.put(ids[i], i);
    }
    int[] standIns = new int[size];
    Arrays.setAll(standIns, i -> counts(i) ? last.get(ids[i]) : -1);
    return standIns;
  }

  private boolean counts(int index) {
    return protocol == Protocol.COCO || Federation.hasArea(objects.area(index));
  }
}
