package dev.quantmask.dataset.format.masks;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Masks without any other annotation: as Roboflow and CamVid have them, as Kaggle's Data Science
 * Bowl 2018 has, or in two folders of images and masks, which only people can know.
 */
public final class MaskFormat extends AnnotationFormat {
  public MaskFormat() {
    super("masks", "masks as PNG");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    boolean isMasks =
        input.hasText(ClassLists::isList, ClassLists::isRecognised)
            || (input.hasFile(name -> name.contains("/masks/"))
                && MaskLayout.of(input.names()).hasObjectFolders());
    return titleIf(isMasks);
  }

  /** Returns the parts of folders such as train and val; others belong to no part, or to all. */
  @Override
  public List<InputPart> parts(InputFiles files) throws IOException {
    Map<String, List<String>> parts = new TreeMap<>();
    List<String> shared = new ArrayList<>();
    for (String name : files.names()) {
      String part = MaskLayout.part(name);
      boolean isShared = part.isEmpty() && ClassLists.isList(name);
      (isShared ? shared : parts.computeIfAbsent(part, split -> new ArrayList<>())).add(name);
    }
    parts.values().removeIf(names -> MaskLayout.of(names).isEmpty());
    if (parts.isEmpty()) {
      throw new IOException(
          Text.format(
              "%s: expected masks such as masks/a.png or a_mask.png, found none", files.given()));
    }
    return parts.entrySet().stream()
        .map(
            part -> {
              part.getValue().addAll(shared);
              String name = part.getKey().isEmpty() ? files.stem() : part.getKey();
              List<String> names = List.of(name, files.stem() + "." + name);
              return new InputPart(files.named(part.getValue()), names);
            })
        .toList();
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new MaskReader(part, options);
  }
}
