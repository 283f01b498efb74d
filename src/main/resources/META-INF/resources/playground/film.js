// A video file, played in this page: the service is asked about the frame that is shown, and about another one when
// the answer has come. Where it is paused, the next one is where somebody goes in it.
import { apiKey, detect } from "./client.js";
import { byId, element } from "./elements.js";
import { frameOf } from "./frame.js";
import { FrameStreams } from "./stream.js";

export class Film {
  /**
   * @param onFrame called with {name, place, file, blob, url: null, ask}; the next frame waits for its promise
   * @param onFailed called with a sentence when the browser cannot play the file
   */
  constructor({ onFrame, onFailed }) {
    Object.assign(this, { onFrame, onFailed });
    this.file = null;
    this.streams = new FrameStreams();
    this.wake = () => {};
    this.video = element("video", { muted: true, playsInline: true, preload: "auto" });
    byId("play").addEventListener("click", () => (this.video.paused ? this.video.play() : this.video.pause()));
    byId("seek").addEventListener("input", () => this.seek(Number(byId("seek").value)));
    for (const change of ["seeked", "play", "pause", "timeupdate"]) {
      this.video.addEventListener(change, () => this.changed());
    }
  }

  get playing() {
    return this.file !== null && !this.video.paused;
  }

  async open(file) {
    this.close();
    this.file = file;
    this.video.src = URL.createObjectURL(file);
    try {
      await this.video.play();
      if (this.file !== file) {
        return;
      }
      byId("seek").max = this.video.duration;
      byId("player").hidden = false;
      await this.run(file);
    } catch (failure) {
      if (this.file === file) {
        this.close();
        this.onFailed(`${file.name}: this browser cannot play it. \`quantmask detect\` reads more kinds of video. (${failure.message})`);
      }
    }
  }

  async run(file) {
    while (this.file === file) {
      const at = this.video.currentTime;
      const blob = await frameOf(this.video);
      if (this.file !== file) {
        return; // closed meanwhile
      }
      await this.onFrame({
        name: file.name,
        place: inMinutes(at),
        file: "frame.jpg",
        blob,
        url: null,
        ask: this.ask,
      });
      await this.elsewhere(at);
    }
  }

  /** Over a stream, which follows objects; a browser cannot send a key with one. */
  ask = (blob, request, signal) =>
    apiKey.get() ? detect(blob, request, signal) : this.streams.ask(blob, request, signal);

  /** Waits until the video shows another frame than that. */
  async elsewhere(at) {
    while (this.file !== null && (this.video.seeking || this.video.currentTime === at)) {
      await new Promise((done) => (this.wake = done));
    }
  }

  seek(seconds) {
    this.streams.close(); // objects are followed from the new place on
    this.video.currentTime = seconds;
  }

  changed() {
    byId("play").textContent = this.video.paused ? "Play" : "Pause";
    byId("seek").value = this.video.currentTime;
    byId("seek").setAttribute("aria-valuetext", inMinutes(this.video.currentTime));
    byId("place").textContent = `${inMinutes(this.video.currentTime)} of ${inMinutes(this.video.duration)}`;
    this.wake();
  }

  close() {
    if (this.file === null) {
      return;
    }
    this.file = null;
    this.video.pause();
    URL.revokeObjectURL(this.video.src);
    this.video.removeAttribute("src");
    this.streams.close();
    byId("player").hidden = true;
    this.wake();
  }
}

/** "1:02.5". */
function inMinutes(seconds) {
  const whole = Number.isFinite(seconds) ? seconds : 0;
  return `${Math.floor(whole / 60)}:${(whole % 60).toFixed(1).padStart(4, "0")}`;
}
