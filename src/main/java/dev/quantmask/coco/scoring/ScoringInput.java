package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoCategory;
import dev.quantmask.coco.CocoDataset;
import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoImage;
import dev.quantmask.coco.json.CocoFormatException;
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

  /**
   * Finds image and class of every object.
   *
   * @param truthName goes before a record's place in messages
   * @param foundName goes before a record's place in messages
   */
  ScoringInput(GroundTruths truth, DetectionColumns found, String truthName, String foundName)
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
    for (CocoCategory category : truth.categories()) {
      categories[categoryIds.indexOf(category.id())] = category;
    }
    this.truthPlacement =
        place(truth.objects(), this.truthName, truth.standIns(), imageIds, categoryIds);
    this.foundPlacement = place(found.objects(), this.foundName, null, imageIds, categoryIds);
  }

  /**
   * Takes objects from memory; there may be no detection at all.
   *
   * @throws CocoFormatException naming record and field, as in {@code detections[3].image_id}
   */
  public static ScoringInput of(CocoDataset dataset, List<CocoDetection> detections)
      throws CocoFormatException {
    GroundTruths truth = new GroundTruths();
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
    return new ScoringInput(truth, found, "", "");
  }

  private static ImageClassIndex place(
      ObjectColumns objects, String name, int[] standIns, IdIndex imageIds, IdIndex categoryIds)
      throws CocoFormatException {
    int[] images = new int[objects.size()];
    int[] classes = new int[objects.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = imageIds.indexOf(objects.imageId(i));
      classes[i] = categoryIds.indexOf(objects.categoryId(i));
      if (images[i] < 0) {
        throw new CocoFormatException(
            Text.format(
                "%s[%d].image_id: expected an image of the annotation file, found %d",
                name, i, objects.imageId(i)));
      }
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

  /** Of the images, rising. */
  List<Long> imageIds() {
    return Arrays.stream(images).map(CocoImage::id).toList();
  }

  /** By rising id. */
  List<CocoCategory> categories() {
    return List.of(categories);
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

  ImageClassCells cells(boolean byCategory) {
    return new ImageClassCells(truthPlacement, foundPlacement, byCategory);
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
