package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.Frequency;
import dev.quantmask.coco.json.CocoFormatException;
import dev.quantmask.coco.json.TextIds;
import dev.quantmask.text.Text;
import java.util.Arrays;
import java.util.List;

/** True and detected objects that belong together; taken in once, scored in several ways. */
public final class ScoringInput {
  private final GroundTruths truth;
  private final DetectionColumns found;
  private final String truthName; // before a record's place in messages
  private final String foundName;
  private final CocoImage[] images; // by rising id
  private final CocoCategory[] categories; // by rising id
  private final ImageClassIndex truthPlacement;
  private final ImageClassIndex foundPlacement;
  private final List<Frequency> frequencies; // by rising id of the category; of LVIS
  private final Federation federation; // null unless the protocol is LVIS

  /**
   * Finds image and class of every object.
   *
   * @param truthName goes before a record's place in messages
   * @param foundName goes before a record's place in messages
   * @param texts ids that were texts
   */
  ScoringInput(
      GroundTruths truth, DetectionColumns found, String truthName, String foundName, TextIds texts)
      throws CocoFormatException {
    this.truth = truth;
    this.found = found;
    this.truthName = truthName + "annotations";
    this.foundName = foundName + "detections";
    IdIndex imageIds = new IdIndex(truth.images().stream().mapToLong(CocoImage::id).toArray());
    IdIndex categoryIds =
        new IdIndex(truth.categories().stream().mapToLong(CocoCategory::id).toArray());
    this.images = new CocoImage[imageIds.size()];
    for (CocoImage image : truth.images()) {
      images[imageIds.indexOf(image.id())] = image;
    }
    this.categories = new CocoCategory[categoryIds.size()];
    Frequency[] known = new Frequency[truth.frequencies().isEmpty() ? 0 : categories.length];
    for (int i = 0; i < truth.categories().size(); i++) {
      CocoCategory category = truth.categories().get(i);
      categories[categoryIds.indexOf(category.id())] = category;
      if (known.length > 0) {
        known[categoryIds.indexOf(category.id())] = truth.frequencies().get(i);
      }
    }
    this.frequencies = List.of(known);
    requireImages(found.objects(), this.foundName, imageIds, texts);
    boolean lvis = truth.protocol() == Protocol.LVIS;
    this.truthPlacement = place(truth.objects(), truth.standIns(), imageIds, categoryIds);
    this.foundPlacement = place(found.objects(), null, imageIds, categoryIds);
    this.federation = lvis ? new Federation(truth, imageIds, categoryIds, truthPlacement) : null;
  }

  /**
   * Takes objects from memory; there may be no detection at all.
   *
   * @throws CocoFormatException naming record and field, as in {@code detections[3].image_id}
   */
  public static ScoringInput of(CocoDataset dataset, List<CocoDetection> detections)
      throws CocoFormatException {
    GroundTruths truth = new GroundTruths(Protocol.COCO);
    dataset.images().forEach(truth::image);
    dataset.categories().forEach(truth::category);
    dataset.annotations().forEach(truth::annotation);
    DetectionColumns found = new DetectionColumns();
    for (int i = 0; i < detections.size(); i++) {
      try {
        found.add(detections.get(i));
      } catch (IllegalArgumentException e) {
        throw new CocoFormatException(Text.format("detections[%d]: %s", i, e.getMessage()));
      }
    }
    return new ScoringInput(truth, found, "", "", new TextIds());
  }

  private static void requireImages(
      ObjectColumns objects, String name, IdIndex imageIds, TextIds texts)
      throws CocoFormatException {
    for (int i = 0; i < objects.size(); i++) {
      if (imageIds.indexOf(objects.imageId(i)) < 0) {
        throw new CocoFormatException(
            Text.format(
                "%s[%d].image_id: expected an image of the annotation file, found %s",
                name, i, texts.text(objects.imageId(i))));
      }
    }
  }

  /** An object of an image that the file does not list counts as little as one of no class. */
  private static ImageClassIndex place(
      ObjectColumns objects, int[] standIns, IdIndex imageIds, IdIndex categoryIds) {
    int[] images = new int[objects.size()];
    int[] classes = new int[objects.size()];
    for (int i = 0; i < images.length; i++) {
      int image = imageIds.indexOf(objects.imageId(i));
      images[i] = Math.max(image, 0);
      classes[i] = image < 0 ? -1 : categoryIds.indexOf(objects.categoryId(i));
    }
    return new ImageClassIndex(images, classes, standIns, imageIds.size(), categoryIds.size());
  }

  /** Detections of classes that the annotation file does not have; they do not count. */
  public int detectionsOfUnknownClasses() {
    return (int) Arrays.stream(foundPlacement.classes()).filter(k -> k < 0).count();
  }

  public int detectionCount() {
    return found.objects().size();
  }

  /** Returns the ids of the images, rising. */
  List<Long> imageIds() {
    return Arrays.stream(images).map(CocoImage::id).toList();
  }

  /** Returns the categories by rising id. */
  List<CocoCategory> categories() {
    return List.of(categories);
  }

  /** Returns the frequencies of the categories by rising id; of COCO there are none. */
  List<Frequency> frequencies() {
    return frequencies;
  }

  GroundTruths truth() {
    return truth;
  }

  DetectionColumns found() {
    return found;
  }

  CocoImage imageOfTruth(int index) {
    return images[truthPlacement.images()[index]];
  }

  CocoImage imageOfDetection(int index) {
    return images[foundPlacement.images()[index]];
  }

  int classOfTruth(int index) {
    return truthPlacement.classes()[index];
  }

  int classOfDetection(int index) {
    return foundPlacement.classes()[index];
  }

  /** Returns whether all objects in a detection's image that are of its class are annotated. */
  boolean isExhaustive(int detection) {
    return federation == null
        || federation.isExhaustive(
            foundPlacement.images()[detection], foundPlacement.classes()[detection]);
  }

  /** Sorts what counts. */
  ImageClassCells cells(ScoringOptions options) {
    if (options.protocol() != truth.protocol()) {
      throw new IllegalArgumentException(
          Text.format(
              "expected files read for %s, found %s", options.protocol(), truth.protocol()));
    }
    ImageClassIndex counted =
        federation == null
            ? foundPlacement
            : federation.counted(foundPlacement, found, options.most());
    return new ImageClassCells(truthPlacement, counted, options.byCategory());
  }

  /** Sorts all objects by image alone. */
  ImageClassCells imageCells() {
    return new ImageClassCells(truthPlacement, foundPlacement, false);
  }

  /** The place of a true object, for a message. */
  String truthPlace(int index) {
    return Text.format("%s[%d]", truthName, index);
  }

  /** The place of a detection, for a message. */
  String detectionPlace(int index) {
    return Text.format("%s[%d]", foundName, index);
  }
}
