package dev.quantmask.server.openinference;

import dev.quantmask.server.config.ServerSettings;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.server.request.RequestTimeout;
import dev.quantmask.server.security.ModelControl;
import dev.quantmask.serving.DetectionServer;
import dev.quantmask.serving.api.Deadline;
import dev.quantmask.serving.api.ServingException;
import dev.quantmask.serving.model.ModelState;
import dev.quantmask.serving.model.ModelStatus;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The models as Triton's repository extension has them, and what clients may do with them. */
@Singleton
public final class RepositoryService {
  private static final String DEPENDENTS = "unload_dependents"; // there are none

  private final DetectionServer server;
  private final ModelControl control;
  private final ServerSettings settings;

  RepositoryService(DetectionServer server, ModelControl control, ServerSettings settings) {
    this.server = server;
    this.control = control;
    this.settings = settings;
  }

  /**
   * A model of the index.
   *
   * @param state READY, or UNAVAILABLE
   * @param reason why; empty for one that is loaded, and its file with it
   */
  public record Entry(String name, String version, String state, String reason) {
    private static Entry of(ModelStatus model) {
      Optional<String> problem = problem(model.state());
      return new Entry(
          model.name(),
          ModelMetadata.VERSION,
          problem.isPresent() ? "UNAVAILABLE" : "READY",
          problem.orElseGet(() -> note(model.state())));
    }

    /** Returns why a request for the model would be refused. */
    private static Optional<String> problem(ModelState state) {
      if (state instanceof ModelState.Failed failed) {
        return Optional.of(failed.reason());
      }
      return state instanceof ModelState.Unloaded ? Optional.of("unloaded") : Optional.empty();
    }

    private static String note(ModelState state) {
      if (state instanceof ModelState.Ready ready) {
        return ready.replacementProblem().orElse("");
      }
      return state instanceof ModelState.Loading ? "loading" : "the first request loads it";
    }

    boolean isReady() {
      return state.equals("READY");
    }
  }

  /** Returns whether a request for a model would be answered, even if it had to load it. */
  static boolean isReady(ModelStatus model) {
    return Entry.of(model).isReady();
  }

  /**
   * @param repository empty: models have no other place than the configuration
   * @param onlyReady whether those that cannot be used are left out
   */
  public List<Entry> index(String repository, boolean onlyReady) {
    checkRepository(repository);
    return server.models().stream()
        .map(Entry::of)
        .filter(entry -> !onlyReady || entry.isReady())
        .toList();
  }

  /** Loads a model, and waits for it. */
  public void load(String model, Collection<String> parameters, RoutingContext context)
      throws ServingException {
    control.check(context);
    checkParameters(parameters, List.of());
    server.load(model, deadline(context));
  }

  /** Unloads a model, and waits for the requests that it serves. */
  public void unload(String model, Collection<String> parameters, RoutingContext context)
      throws ServingException {
    control.check(context);
    checkParameters(parameters, List.of(DEPENDENTS));
    server.unload(model, deadline(context));
  }

  public static void checkRepository(String name) {
    if (!name.isEmpty()) {
      throw ProblemException.badRequest(
          "repository_name: expected none, found \"%s\"", TextExcerpt.of(name));
    }
  }

  private static void checkParameters(Collection<String> found, List<String> expected) {
    for (String name : found) {
      if (!expected.contains(name)) {
        throw ProblemException.badRequest(
            "parameters.%s: expected %s: models are those of the configuration",
            TextExcerpt.of(name), expected.isEmpty() ? "none" : String.join(", ", expected));
      }
    }
  }

  private Deadline deadline(RoutingContext context) {
    return Deadline.in(RequestTimeout.of(context.request(), settings.timeout()));
  }
}
