// The service, as this page asks it.

const KEY = "quantmask.apiKey"; // of the session storage: this tab, until it is closed

/** A request without a good answer, as RFC 9457 describes it; status 0 when there was no answer at all. */
export class Problem extends Error {
  constructor({ status, title, detail, instance }, retryAfter = null) {
    super(detail ?? title);
    Object.assign(this, { status, title, detail, instance, retryAfter });
  }
}

export const apiKey = {
  get: () => sessionStorage.getItem(KEY),
  set: (key) => sessionStorage.setItem(KEY, key),
  forget: () => sessionStorage.removeItem(KEY),
};

/**
 * @param options {model, masks, map}; model is null where the service has only one, map is whether to ask for the encoder's
 * @returns {answer, milliseconds}: from the request until the answer was read
 * @throws Problem
 */
export async function detect(blob, options, signal) {
  const started = performance.now();
  const headers = { "Content-Type": contentType(blob) };
  const response = await send(detectionsUrl(options), { method: "POST", headers, body: blob, signal });
  const answer = await response.json();
  return { answer, milliseconds: performance.now() - started };
}

/** @returns [{name, default, state, ...}]; none when the service does not name its model */
export async function models() {
  try {
    const response = await send(new URL("v1/models", document.baseURI), {});
    return (await response.json()).models;
  } catch (problem) {
    if (problem.status === 404) {
      return [];
    }
    throw problem;
  }
}

export const detectionsUrl = (options) => urlOf("v1/detections", options);

/** Where frames go over a WebSocket, and objects are followed over them. */
export function streamUrl(options) {
  const url = urlOf("v1/stream", options);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("tracking", "true");
  return url;
}

/** Beside the page, wherever a proxy puts it. */
function urlOf(path, { model, masks, map }) {
  const url = new URL(path, document.baseURI);
  url.searchParams.set("masks", masks);
  if (model) {
    url.searchParams.set("model", model);
  }
  if (map) {
    url.searchParams.set("roi", "{}");
  }
  return url;
}

/** What is no image is sent all the same: the service says best what is wrong with it. */
export const contentType = (blob) => (blob.type.startsWith("image/") ? blob.type : "application/octet-stream");

async function send(url, request) {
  const key = apiKey.get();
  const headers = { Accept: "application/json", ...request.headers, ...(key && { "X-API-Key": key }) };
  let response;
  try {
    response = await fetch(url, { ...request, headers });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Problem({ status: 0, title: "No answer", detail: noAnswer(request.body) });
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

function noAnswer(body) {
  const size = body ? body.size / 2 ** 20 : 0;
  // A service that refuses a large body ends the connection, and a browser then does not hand on what it said.
  const large = size >= 0.1 ? ` Or the image, ${size.toFixed(1)} MB, is larger than it takes.` : "";
  return `The service cannot be reached.${large}`;
}

async function problemOf(response) {
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  const fallback = { status: response.status, title: response.statusText || `Status ${response.status}` };
  try {
    return new Problem({ ...fallback, ...(await response.json()) }, retryAfter);
  } catch {
    return new Problem(fallback, retryAfter); // from a proxy, say
  }
}
