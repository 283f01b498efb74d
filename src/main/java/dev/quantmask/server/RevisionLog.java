package dev.quantmask.server;

import dev.quantmask.io.ProgramVersion;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Logs at the start what the program was built from: Quarkus' own line has the version only. */
@Singleton
final class RevisionLog {
  private static final Logger LOG = Logger.getLogger(RevisionLog.class);

  void onStart(@Observes StartupEvent event) {
    ProgramVersion.ofThisBuild().revision().ifPresent(commit -> LOG.infof("Revision %s", commit));
  }
}
