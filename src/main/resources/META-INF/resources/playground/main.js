// The page: an image goes to the service, and what comes back is shown.
import { showCard } from "./card.js";
import { Problem, detect, models } from "./client.js";
import { showCommand, watchCopy } from "./command.js";
import { byId } from "./elements.js";
import { Film } from "./film.js";
import { Filters } from "./filters.js";
import { Live } from "./live.js";
import { ModelChoice } from "./models.js";
import { Problems } from "./problems.js";
import { markSample, watchSources } from "./sources.js";
import { inWords } from "./timing.js";
import { View } from "./view.js";

const SLOW_FRAME = 2000; // milliseconds after which the page says that it waits for a live image
const QUIET = 500; // milliseconds: a slider on the move is not read out at every step
const TRY_AGAIN = [0, 429, 502, 503, 504]; // 0: no answer at all, as when a proxy or an instance ends the connection
const FIRST_WAIT = 0.25; // seconds until the next live image after one of these; twice as long after each further one
const LONGEST_WAIT = 8;

const views = [new View(byId("views"), byId("tables"))];
const filters = new Filters(() => showAll());
const choice = new ModelChoice(() => askAgain());
const problems = new Problems(() => start());
const live = new Live({
  onStart: () => film.close(),
  onFrame: (frame) => look(frame),
  onState: (sentence) => say(sentence),
  onFailed: (sentence) => problems.say(sentence),
});
const film = new Film({
  onFrame: (frame) => look(frame),
  onFailed: (sentence) => problems.say(sentence),
});
let chosen = null; // the last one given: {name, blob, url}; a frame of a video has its place in it, and how to ask about it
let current = new AbortController(); // of the requests for it
let failures = 0; // of live images since the last answer
let lastAnswer = 0; // when it came, by performance.now()
let rate = 0; // answers a second
let announcing = 0; // the timer of what is to be read out

watchSources(
  (given) => {
    live.stop();
    film.close();
    given.blob.type.startsWith("video/") ? film.open(given.blob) : look(given);
  },
  (sentence) => problems.say(sentence),
);
watchCopy();
byId("masks").addEventListener("change", () => askAgain());
byId("draw-map").addEventListener("change", () => askAgain());
start();

async function start() {
  try {
    choice.offer(await models());
  } catch (problem) {
    problems.show(problem);
    return;
  }
  if (!chosen) {
    showCard(choice.first);
  }
  askAgain();
}

function askAgain() {
  if (chosen && !isMoving()) {
    look(chosen); // what moves asks by itself
  }
}

const isMoving = () => live.running || film.playing;

/** Asks for the image, and shows the answer unless a newer image has come. */
async function look(given) {
  chosen = given;
  markSample(given.url);
  current.abort();
  const mine = (current = new AbortController());
  const waiting = setTimeout(() => showWaiting(true), isMoving() ? SLOW_FRAME : 0);
  try {
    const options = { masks: byId("masks").value, map: byId("draw-map").checked };
    const requests = choice.chosen.map((model) => ({ model, ...options }));
    const [image, replies] = await Promise.all([imageOf(given.blob), inTurn(given, requests, mine.signal)]);
    if (!mine.signal.aborted) {
      show({ ...given, image }, replies, requests);
    }
  } catch (failure) {
    if (!mine.signal.aborted) {
      await fail(failure);
    }
  } finally {
    clearTimeout(waiting);
    if (current === mine) {
      showWaiting(false);
    }
  }
}

/** One model after the other: at the same time each would make the other slower, and the times would say nothing. */
async function inTurn({ blob, ask = detect }, requests, signal) {
  const replies = [];
  for (const request of requests) {
    replies.push(await ask(blob, request, signal));
  }
  return replies;
}

/** Upright, as the service sees it; null for what only the service can read. */
async function imageOf(blob) {
  try {
    return await createImageBitmap(blob, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

function show(shown, replies, requests) {
  problems.clear();
  failures = 0;
  byId("empty").hidden = true;
  byId("card").hidden = true;
  byId("results").hidden = false; // before anything is drawn: what is hidden has no size
  byId("results").classList.toggle("comparing", replies.length > 1);
  while (views.length < replies.length) {
    views.push(new View(byId("views"), byId("tables")));
  }
  while (views.length > replies.length) {
    views.pop().remove();
  }
  views.forEach((view, index) => view.take(shown, replies[index], choice.nameOf(requests[index].model)));
  const now = performance.now();
  rate = 1000 / (now - lastAnswer);
  lastAnswer = now;
  showAll();
  showCommand(shown, requests);
  if (choice.stale) {
    refreshModels();
  }
}

/** Shows the answers that are there by what is chosen now. */
function showAll() {
  filters.offer(
    views.map((view) => view.objects.map(({ detection }) => detection)),
    isMoving(),
  );
  showWhetherAllAreHidden();
  const longest = Math.max(...views.map((view) => view.milliseconds));
  views.forEach((view) => view.show(filters, longest));
  const answered = views.filter((view) => view.result);
  if (answered.length > 0) {
    showStatus(answered);
  }
}

function showWhetherAllAreHidden() {
  const objects = views.flatMap((view) => view.objects.map(({ detection }) => detection));
  const hint = byId("all-hidden");
  hint.hidden = objects.length === 0 || objects.some((object) => filters.passes(object));
  const best = Math.max(...objects.map(({ score }) => score)).toFixed(2);
  hint.textContent = `0 of ${objects.length} shown; the highest score is ${best}. Lower the slider, or choose more classes.`;
}

function showStatus(answered) {
  const { width, height } = answered[0].result.scene;
  const name = chosen.place ? `${chosen.name} at ${chosen.place}` : chosen.name;
  if (isMoving()) {
    const found = answered.map((view) => view.count()).join(" and ");
    const source = live.running ? "Live" : name;
    byId("status").textContent = `${source}, ${width} × ${height}: ${found}, ${rate.toFixed(1)} images a second`;
  } else {
    const found = answered.map((view) => `${view.count()} in ${inWords(view.milliseconds)}`).join(", and ");
    say(`${name}, ${width} × ${height}: ${found}`);
  }
}

async function refreshModels() {
  try {
    choice.offer(await models());
  } catch {
    // What is known of the models is older than it could be; the image has its answer.
  }
}

async function fail(failure) {
  const isProblem = failure instanceof Problem;
  if (isMoving() && isProblem && TRY_AGAIN.includes(failure.status)) {
    const seconds = failure.retryAfter ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
    failures++;
    byId("status").textContent = `${failure.message.replace(/\.$/, "")}; the next image in ${seconds} s`;
    await new Promise((done) => setTimeout(done, 1000 * seconds));
    return;
  }
  live.stop();
  film.close();
  markSample(null);
  byId("results").hidden = true;
  byId("request").hidden = true;
  byId("empty").hidden = false;
  showCard(choice.first);
  say("");
  isProblem ? problems.show(failure, chosen.name) : problems.say(`The answer cannot be shown: ${failure.message}`);
}

function showWaiting(waiting) {
  byId("stage").setAttribute("aria-busy", String(waiting));
  if (waiting) {
    problems.clear();
    say(`Looking at ${chosen.name}${choice.stale ? "; the model is loaded first" : ""} …`);
  }
}

/** Shows the text immediately, and reads it to a screen reader when it has settled. */
function say(sentence) {
  byId("status").textContent = sentence;
  clearTimeout(announcing);
  announcing = setTimeout(() => (byId("announced").textContent = sentence), QUIET);
}
