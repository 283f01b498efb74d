package dev.quantmask.dataset.format.masks;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.geometry.LabelRegions;
import dev.quantmask.dataset.reader.AnnotatedImage;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.LabelledShape;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageHeader;
import dev.quantmask.image.ImageLimits;
import dev.quantmask.image.LabelImage;
import dev.quantmask.io.ExistingFile;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the masks of each image: a mask with all classes, each an object, or a mask an object. */
final class MaskReader implements AnnotationReader {
  private final InputFiles files;
  private final MaskLayout layout;
  private final MaskClasses classes;
  private final Optional<String> label;

  MaskReader(InputFiles files, ReaderOptions options) throws IOException {
    this.files = files;
    this.layout = MaskLayout.of(files.names());
    this.label = options.label();
    Optional<MaskClasses> listed = ClassLists.read(files);
    if (listed.isPresent()) {
      this.classes = listed.get();
    } else if (options.classes().size() > 1) {
      this.classes = MaskClasses.numbered(options.classes());
    } else if (label.isPresent()) {
      this.classes = MaskClasses.one(label.get());
    } else {
      throw new IOException(
          Text.format(
              "%s: expected the classes in _classes.csv, class_dict.csv, label_colors.txt or"
                  + " classes.txt, found none: give --classes, or --label where there is one",
              files.given()));
    }
  }

  @Override
  public long images() {
    return layout.masks().size();
  }

  @Override
  public List<String> classes() {
    return classes.objects();
  }

  @Override
  public void read(ImageHandler handler, Findings findings) throws IOException {
    for (Map.Entry<String, List<String>> image : layout.masks().entrySet()) {
      List<String> places = layout.places(image.getKey());
      List<String> masks = image.getValue();
      if (masks.isEmpty()) {
        handler.accept(new AnnotatedImage(image.getKey(), places, 0, 0, List.of()));
        continue;
      }
      String source = masks.get(0);
      try {
        handler.accept(
            layout.isByObject(image.getKey())
                ? objects(masks, places)
                : classMask(source, masks, places, findings));
      } catch (ImageException e) {
        findings.brokenFile(source, e.getMessage());
      }
    }
  }

  private AnnotatedImage objects(List<String> masks, List<String> places)
      throws IOException, ImageException {
    ImageHeader first = ImageHeader.read(ExistingFile.bytes(files.path(masks.get(0))));
    List<LabelledShape> shapes = new ArrayList<>();
    for (String mask : masks) {
      ObjectMask shape = new ObjectMask(files.path(mask), first.width(), first.height());
      String place = mask.substring(mask.lastIndexOf('/') + 1);
      shapes.add(new LabelledShape(place, label.orElse(null), null, shape));
    }
    return new AnnotatedImage(masks.get(0), places, first.width(), first.height(), shapes);
  }

  private AnnotatedImage classMask(
      String source, List<String> masks, List<String> places, Findings findings)
      throws IOException, ImageException {
    for (String other : masks.subList(1, masks.size())) {
      String message = Text.format("expected one mask an image, found %s before it", source);
      findings.add(new Finding(FindingKind.REPEATED_IMAGE, other, null, null, message));
    }
    LabelImage mask =
        LabelImage.decode(ExistingFile.bytes(files.path(source)), ImageLimits.DEFAULT);
    List<LabelRegions.Region> regions = LabelRegions.of(mask);
    boolean isOneThere = regions.stream().anyMatch(region -> mask.value(region.number()) == 1);
    List<LabelledShape> shapes = new ArrayList<>();
    for (LabelRegions.Region region : regions) {
      String place = Text.format("class %d", region.number());
      try {
        classes
            .name(mask, region.number(), isOneThere)
            .ifPresent(name -> shapes.add(new LabelledShape(place, name, null, region)));
      } catch (InvalidAnnotationException defect) {
        findings.add(source, place, null, defect);
      }
    }
    return new AnnotatedImage(source, places, mask.width(), mask.height(), shapes);
  }
}
