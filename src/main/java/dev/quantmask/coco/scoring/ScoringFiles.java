package dev.quantmask.coco.scoring;

import dev.quantmask.coco.CocoDetection;
import dev.quantmask.coco.CocoReader;
import dev.quantmask.coco.CocoResultReader;
import dev.quantmask.coco.ReadOptions;
import dev.quantmask.coco.ReadOptions.Field;
import dev.quantmask.coco.json.TextIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads annotations and results from files. */
public final class ScoringFiles {
  private ScoringFiles() {}

  /**
   * Returns what a result file can be compared by: what its first detection has; empty without any.
   */
  public static Set<IouType> types(Path detectionFile) throws IOException {
    Set<IouType> types = EnumSet.noneOf(IouType.class);
    Optional<CocoDetection> any = CocoResultReader.first(detectionFile);
    if (any.isEmpty()) {
      return types;
    }
    CocoDetection first = any.get();
    if (first.box() != null) {
      types.add(IouType.BBOX);
    }
    if (first.segmentation() != null) {
      types.add(IouType.SEGM);
    }
    return types;
  }

  /**
   * Reads both files, at the same time.
   *
   * @param types what will be compared
   * @param protocol what it will be scored by
   * @throws dev.quantmask.coco.json.CocoFormatException naming file, record and field
   */
  public static ScoringInput read(
      Path truthFile, Path detectionFile, Set<IouType> types, Protocol protocol)
      throws IOException {
    boolean boxed = types(detectionFile).contains(IouType.BBOX);
    boolean masks = types.stream().anyMatch(IouType::usesMasks);
    boolean foundMasks = masks || !boxed; // without boxes, masks tell the areas
    TextIds texts = new TextIds();
    CompletableFuture<DetectionColumns> found =
        CompletableFuture.supplyAsync(() -> readDetections(detectionFile, foundMasks, texts));
    GroundTruths truth = new GroundTruths(protocol);
    CocoReader.read(
        truthFile, new ReadOptions(masks, required(types, masks, protocol), texts), truth);
    DetectionColumns detections = join(found);
    if (!texts.isEmpty()) {
      truth.rank(texts);
      detections.objects().rank(texts);
    }
    return new ScoringInput(truth, detections, truthFile + ": ", detectionFile + ": ", texts);
  }

  private static Set<Field> required(Set<IouType> types, boolean masks, Protocol protocol) {
    Set<Field> required =
        EnumSet.of(Field.AREA, protocol == Protocol.LVIS ? Field.LVIS : Field.ISCROWD);
    if (masks) {
      required.add(Field.SIZE);
    }
    if (types.contains(IouType.BBOX)) {
      required.add(Field.BBOX);
    }
    return required;
  }

  private static DetectionColumns readDetections(Path file, boolean masks, TextIds texts) {
    DetectionColumns found = new DetectionColumns();
    try {
      CocoResultReader.read(file, masks, texts, found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static DetectionColumns join(CompletableFuture<DetectionColumns> found)
      throws IOException {
    try {
      return found.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException unchecked) {
        throw unchecked.getCause();
      }
      throw e;
    }
  }
}
