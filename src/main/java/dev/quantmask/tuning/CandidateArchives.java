package dev.quantmask.tuning;

import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.network.Converter;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.network.Tuning;
import dev.quantmask.model.quantization.ActivationRange;
import dev.quantmask.model.quantization.QuantizationPlan;
import dev.quantmask.model.quantization.Scheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the archives of candidates. */
final class CandidateArchives {
  private final Path model;
  private final MaskRcnnConfig config;
  private final String name;
  private final Map<String, Map<String, ActivationRange>> ranges; // by the value of the axis
  private final Map<String, LayerChoice> layers =
      new HashMap<>(Map.of(LayerChoice.NONE.name(), LayerChoice.NONE));

  /**
   * Opens the model that is tuned.
   *
   * @param ranges by method, then by layer
   */
  CandidateArchives(Path model, Map<String, Map<String, ActivationRange>> ranges)
      throws IOException {
    try (ModelArchive archive = ModelArchive.open(model)) {
      this.config = archive.manifest().config();
      this.name = archive.manifest().name();
    }
    this.model = model;
    this.ranges = ranges;
  }

  MaskRcnnConfig config() {
    return config;
  }

  /** Candidates may have these values of the axis from now on. */
  void know(List<LayerChoice> choices) {
    choices.forEach(choice -> layers.put(choice.name(), choice));
  }

  /** Writes the archive that was chosen; the name is that of the model. */
  void write(Candidate candidate, Tuning tuning, Path out) throws IOException {
    Converter.variant(model, name, config(candidate), plan(candidate), Optional.of(tuning), out);
  }

  /** Writes an archive to measure. Its own name tells it from another with the same contents. */
  void write(Candidate candidate, String ownName, Path out) throws IOException {
    Converter.variant(model, ownName, config(candidate), plan(candidate), Optional.empty(), out);
  }

  private MaskRcnnConfig config(Candidate candidate) {
    int size = candidate.number(Axis.SIZE);
    MaskRcnnConfig.Input input = config.input();
    int longest =
        size == input.minSize()
            ? input.maxSize()
            : (int) Math.round((double) input.maxSize() * size / input.minSize());
    return config
        .withInput(input.withSize(size, longest))
        .withRpn(
            config
                .rpn()
                .withProposals(candidate.number(Axis.BEFORE_NMS), candidate.number(Axis.AFTER_NMS)))
        .withBoxHead(config.boxHead().withDetections(candidate.number(Axis.DETECTIONS)));
  }

  /** Returns what becomes of the layers. */
  QuantizationPlan plan(Candidate candidate) {
    if (!candidate.scheme().needsRanges()) {
      return QuantizationPlan.of(candidate.scheme());
    }
    LayerChoice choice = layers.get(candidate.get(Axis.LAYERS));
    Map<String, ActivationRange> known =
        new LinkedHashMap<>(ranges.get(candidate.get(Axis.RANGES)));
    known.keySet().removeAll(choice.dynamic());
    return new QuantizationPlan(Scheme.STATIC, known, choice.fp32());
  }
}
