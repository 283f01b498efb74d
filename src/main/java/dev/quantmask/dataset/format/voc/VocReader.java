package dev.quantmask.dataset.format.voc;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.geometry.LabelRegions;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.ImagePaths;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.dataset.reader.XmlFile;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.LabelImage;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the masks of each image: those of objects, else those of classes, of which each is taken
 * for one object, else boxes.
 */
final class VocReader implements AnnotationReader {
  private final InputFiles files;
  private final VocLayout layout;
  private final VocClasses classes;
  private final Optional<String> label;
  private final SortedSet<String> stems;
  private boolean isClassed; // whether a mask has said which classes there are

  VocReader(InputFiles files, ReaderOptions options) throws IOException {
    this.files = files;
    this.layout = new VocLayout(files);
    this.classes = VocClasses.of(files, options.classes());
    this.label = options.label();
    this.stems = new TreeSet<>(layout.stems(VocLayout.IMAGES));
  }

  @Override
  public long images() {
    return stems.size();
  }

  @Override
  public List<String> classes() {
    return isClassed ? classes.objects() : List.of();
  }

  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    for (String stem : stems) {
      Optional<AnnotatedImage> image = image(stem, findings);
      if (image.isPresent()) {
        handler.accept(image.get());
      }
    }
  }

  private Optional<AnnotatedImage> image(String stem, Findings findings) throws IOException {
    String source = layout.file(VocLayout.IMAGES, stem).orElseThrow();
    List<String> images = new ArrayList<>(List.of(source));
    images.addAll(ImagePaths.namedAs(source));
    images.addAll(ImagePaths.namedAs(stem + ".jpg"));
    Optional<String> objects = layout.file(VocLayout.OBJECTS, stem);
    Optional<String> classed = layout.file(VocLayout.CLASSES, stem);
    Optional<String> boxes = layout.file(VocLayout.BOXES, stem);
    try {
      if (objects.isPresent() || classed.isPresent()) {
        source = objects.or(() -> classed).orElseThrow();
        return Optional.of(masks(source, objects, classed, images, findings));
      }
      if (boxes.isPresent()) {
        source = boxes.get();
        return Optional.of(new VocBoxes(source, images, findings).read(files.path(source)));
      }
      return Optional.of(new AnnotatedImage(source, images, 0, 0, List.of()));
    } catch (ImageException | XmlFile.MalformedException e) {
      findings.brokenFile(source, e.getMessage());
    } catch (InvalidAnnotationException e) {
      findings.add(source, e);
    }
    return Optional.empty();
  }

  private AnnotatedImage masks(
      String source,
      Optional<String> objects,
      Optional<String> classed,
      List<String> images,
      Findings findings)
      throws IOException, ImageException, InvalidAnnotationException {
    LabelImage mask = decode(source);
    LabelImage classMask =
        objects.isPresent() && classed.isPresent() ? decode(classed.get()) : mask;
    if (classMask.width() != mask.width() || classMask.height() != mask.height()) {
      throw new InvalidAnnotationException(
          FindingKind.SIZE_MISMATCH,
          Text.format(
              "expected the size of %s, %d x %d, found %d x %d",
              classed.orElseThrow(),
              classMask.width(),
              classMask.height(),
              mask.width(),
              mask.height()));
    }
    ClassVotes votes = classed.isPresent() ? new ClassVotes(mask, classMask) : null;
    List<LabelledShape> shapes = new ArrayList<>();
    for (LabelRegions.Region region : LabelRegions.of(mask)) {
      if (VocClasses.isVoid(mask, region.number())) {
        continue;
      }
      String place =
          Text.format("%s %d", objects.isPresent() ? "object" : "class", region.number());
      try {
        Optional<String> name = votes == null ? Optional.empty() : votes.name(region, classes);
        isClassed |= name.isPresent();
        if (name.isPresent() || objects.isPresent()) {
          String own = name.or(() -> label).orElse(null);
          shapes.add(new LabelledShape(place, own, null, region));
        }
      } catch (InvalidAnnotationException defect) {
        findings.add(source, place, null, defect);
      }
    }
    return new AnnotatedImage(source, images, mask.width(), mask.height(), shapes);
  }

  private LabelImage decode(String name) throws IOException, ImageException {
    return LabelImage.decode(ExistingFile.bytes(files.path(name)), ImageLimits.DEFAULT);
  }
}
