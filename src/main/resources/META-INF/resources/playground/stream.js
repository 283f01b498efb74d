// Frames over WebSockets, one for each model: the service follows objects over the frames of one.
import { Problem, detect, streamUrl } from "./client.js";

export class FrameStreams {
  constructor() {
    this.streams = new Map(); // by URL
  }

  /** As detect() of the client, which it falls back to where no stream can be opened: through some proxies, say. */
  async ask(blob, options, signal) {
    const url = streamUrl(options).href;
    if (!this.streams.get(url)?.usable) {
      this.streams.set(url, new FrameStream(url));
    }
    const stream = this.streams.get(url);
    return (await stream.opened) ? stream.ask(blob) : detect(blob, options, signal);
  }

  /** Ends them when what was asked is answered; the next frame begins new ones. */
  close() {
    this.streams.forEach((stream) => stream.finish());
    this.streams.clear();
  }
}

class FrameStream {
  constructor(url) {
    this.asked = new Map(); // by the number of the frame
    this.frames = 0;
    this.usable = true;
    this.finishing = false;
    this.socket = new WebSocket(url);
    this.opened = new Promise((done) => {
      this.socket.addEventListener("open", () => done(true));
      this.socket.addEventListener("close", () => done(false));
    });
    this.socket.addEventListener("message", ({ data }) => this.answered(JSON.parse(data)));
    this.socket.addEventListener("close", ({ reason }) => this.ended(reason));
  }

  ask(blob) {
    return new Promise((resolve, reject) => {
      this.asked.set(this.frames++, { resolve, reject, started: performance.now() });
      this.socket.send(blob);
    });
  }

  answered({ frame, dropped = [], status, ...answer }) {
    dropped.forEach((number) => this.asked.delete(number)); // nobody waits for them any more
    const { resolve, reject, started } = this.asked.get(frame);
    this.asked.delete(frame);
    const milliseconds = performance.now() - started;
    status === 200 ? resolve({ answer, milliseconds }) : reject(new Problem({ status, ...answer }));
    this.closeIfDone();
  }

  finish() {
    this.finishing = true;
    this.opened.then(() => this.closeIfDone());
  }

  closeIfDone() {
    if (this.finishing && this.asked.size === 0) {
      this.socket.close();
    }
  }

  ended(reason) {
    const wasOpen = this.asked.size > 0;
    this.usable = !wasOpen && this.frames === 0; // one that never opened stays, so that it is not tried at each frame
    const detail = reason || "The stream was closed.";
    this.asked.forEach(({ reject }) => reject(new Problem({ status: 0, title: "No answer", detail })));
    this.asked.clear();
  }
}
