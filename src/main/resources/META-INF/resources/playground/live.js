// A camera or a screen, frame after frame: the next one is taken when the last one is answered, so the newest wins
// and the service never has more than one of them.
import { byId, element } from "./elements.js";
import { LONGEST_SIDE, frameOf } from "./frame.js";

const LONGEST = 120_000; // milliseconds: a tab that was forgotten does not keep the service busy

const SOURCES = {
  camera: {
    name: "camera",
    open: () => navigator.mediaDevices.getUserMedia({ video: { width: { ideal: LONGEST_SIDE } }, audio: false }),
    exists: () => Boolean(navigator.mediaDevices?.getUserMedia),
  },
  screen: {
    name: "screen",
    open: () => navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: false }),
    exists: () => Boolean(navigator.mediaDevices?.getDisplayMedia),
  },
};

export class Live {
  /**
   * @param onStart called when one is opened
   * @param onFrame called with {name, blob, url: null}; the next frame waits for its promise
   * @param onState called with a sentence at the start and the end
   * @param onFailed called with a sentence when there is no camera, say
   */
  constructor({ onStart, onFrame, onState, onFailed }) {
    Object.assign(this, { onStart, onFrame, onState, onFailed });
    this.stream = null;
    for (const source of Object.values(SOURCES)) {
      const button = byId(source.name);
      button.hidden = !source.exists(); // phones do not share screens, and pages without https have neither
      button.addEventListener("click", () => this.start(source));
    }
    byId("insecure").hidden = window.isSecureContext;
    byId("stop").addEventListener("click", () => {
      this.stop("Stopped.");
      byId(this.source.name).focus(); // the button that had the focus is gone
    });
  }

  get running() {
    return this.stream !== null;
  }

  async start(source) {
    this.stop();
    try {
      const stream = await source.open();
      this.stop(); // another one may have been opened while the user was asked about this one
      this.onStart();
      this.source = source;
      this.stream = stream;
    } catch (failure) {
      this.onFailed(refusal(source, failure));
      return;
    }
    byId("stop").hidden = false;
    byId("stop").focus();
    this.onState(`Live from the ${source.name}, for up to ${LONGEST / 60_000} minutes.`);
    await this.run(this.stream);
  }

  async run(stream) {
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => this.stream === stream && this.stop("The source has ended."));
    const video = element("video", { srcObject: stream, muted: true, playsInline: true });
    const end = performance.now() + LONGEST;
    try {
      await video.play();
      while (this.stream === stream) {
        const blob = await frameOf(video);
        if (this.stream !== stream) {
          return; // stopped meanwhile: a late frame must not push out what came after it
        }
        await this.onFrame({ name: `${this.source.name}.jpg`, blob, url: null });
        if (this.stream === stream && performance.now() > end) {
          this.stop(`Stopped after ${LONGEST / 60_000} minutes.`);
        }
      }
    } catch (failure) {
      if (this.stream === stream) {
        this.stop();
        this.onFailed(`The ${this.source.name} cannot be shown: ${failure.message}`);
      }
    }
  }

  stop(sentence) {
    if (!this.running) {
      return;
    }
    this.stream.getTracks().forEach((track) => track.stop());
    this.stream = null;
    byId("stop").hidden = true;
    if (sentence) {
      this.onState(sentence);
    }
  }
}

function refusal(source, failure) {
  const reasons = {
    NotAllowedError: `The ${source.name} was not allowed.`,
    NotFoundError: `There is no ${source.name}.`,
    NotReadableError: `The ${source.name} is in use by another program.`,
  };
  return reasons[failure.name] ?? `The ${source.name} cannot be opened: ${failure.message}`;
}
