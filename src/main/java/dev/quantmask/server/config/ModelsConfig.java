package dev.quantmask.server.config;

import dev.quantmask.detection.torch.ModelSource;
import dev.quantmask.remote.RemoteAddress;
import dev.quantmask.remote.RemoteFile;
import dev.quantmask.remote.RemoteFiles;
import dev.quantmask.serving.model.ModelSettings;
import dev.quantmask.serving.model.ModelsSettings;
import dev.quantmask.text.Text;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The models of the configuration, checked; files are not: they may come later. */
final class ModelsConfig {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Names whose path is something else, and what it is. */
  private static final Map<String, String> RESERVED =
      Map.of(
          "stats", "the statistics of all models",
          ".", "/v2/models in every client",
          "..", "/v2 in every client");

  private ModelsConfig() {}

  static ModelsSettings settings(QuantmaskConfig configuration) {
    QuantmaskConfig.Model first = configuration.model();
    RemoteFiles remote = new RemoteFiles(RemoteConfig.settings(configuration));
    List<ModelSettings> models = new ArrayList<>();
    String defaultName = checkedName("quantmask.model.name", first.name());
    models.add(
        new ModelSettings(
            defaultName,
            source("quantmask.model.path", first.path(), remote),
            checked("quantmask.model.idle-timeout", first.idleTimeout())));
    Map<String, QuantmaskConfig.NamedModel> others = new TreeMap<>(configuration.models());
    if (others.containsKey(defaultName)) {
      throw new ConfigurationException(
          Text.format(
              "quantmask.models.%s.path: expected another name; the default model's file is"
                  + " quantmask.model.path, and its name quantmask.model.name",
              defaultName));
    }
    others.forEach((name, model) -> models.add(named(name, model, first.idleTimeout(), remote)));
    return new ModelsSettings(
        models,
        notNegative("quantmask.model.reload-interval", first.reloadInterval()),
        notNegative("quantmask.model.refresh", first.refresh()));
  }

  private static ModelSource source(String key, Optional<String> path, RemoteFiles remote) {
    if (path.isEmpty() || !RemoteAddress.isMeant(path.get())) {
      return ModelSource.of(path.map(Path::of));
    }
    try {
      return new ModelSource.Remote(new RemoteFile(RemoteAddress.of(path.get()), remote));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(key + ": " + e.getMessage(), e);
    }
  }

  private static Duration notNegative(String key, Duration interval) {
    if (interval.isNegative()) {
      throw new ConfigurationException(
          Text.format("%s: expected 0 or longer, found %s", key, interval));
    }
    return interval;
  }

  private static ModelSettings named(
      String name,
      QuantmaskConfig.NamedModel model,
      Optional<Duration> idleTimeout,
      RemoteFiles remote) {
    String key = "quantmask.models." + checkedName("quantmask.models." + name, name);
    return new ModelSettings(
        name,
        source(key + ".path", Optional.of(model.path()), remote),
        checked(key + ".idle-timeout", model.idleTimeout()).or(() -> idleTimeout));
  }

  private static String checkedName(String key, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ConfigurationException(
          Text.format(
              "%s: expected a name of letters, digits, '.', '_' and '-', at most 64, found \"%s\"",
              key, name));
    }
    if (RESERVED.containsKey(name)) {
      throw new ConfigurationException(
          Text.format(
              "%s: expected another name than \"%s\", of which /v2/models/%s is %s",
              key, name, name, RESERVED.get(name)));
    }
    return name;
  }

  private static Optional<Duration> checked(String key, Optional<Duration> time) {
    if (time.isPresent() && (time.get().isNegative() || time.get().isZero())) {
      throw new ConfigurationException(
          Text.format("%s: expected longer than 0, found %s", key, time.get()));
    }
    return time;
  }
}
