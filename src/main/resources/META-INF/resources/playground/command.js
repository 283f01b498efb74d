// What was just asked, as commands for a shell.
import { apiKey, contentType, detectionsUrl } from "./client.js";
import { byId } from "./elements.js";

const SAID_FOR = 3000; // milliseconds

/**
 * @param image {name, file, blob, url}; file is what to call it where it is none
 * @param requests [{model, masks}]
 */
export function showCommand(image, requests) {
  const fetching = image.url ? [`curl -O ${quoted(image.url.href)}`] : [];
  const asking = requests.map((options) =>
    [
      `curl -H ${quoted(`Content-Type: ${contentType(image.blob)}`)}`,
      // The key itself is not for a page that may be on a screen that others see.
      ...(apiKey.get() ? [`-H "X-API-Key: $API_KEY"`] : []),
      `--data-binary ${quoted(`@${image.file ?? image.name}`)}`,
      quoted(detectionsUrl(options).href),
    ].join(" \\\n     "),
  );
  byId("command").textContent = [...fetching, ...asking].join("\n");
  byId("request").hidden = false;
}

/** As one word of a POSIX shell. */
export const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

export function watchCopy() {
  byId("copy").addEventListener("click", async () => {
    const said = byId("copied");
    try {
      await navigator.clipboard.writeText(byId("command").textContent);
      said.textContent = "Copied.";
    } catch {
      // Without https there is no clipboard: what is selected can be copied by hand.
      getSelection().selectAllChildren(byId("command"));
      said.textContent = "Selected: copy it by Ctrl+C.";
    }
    setTimeout(() => (said.textContent = ""), SAID_FOR);
  });
}
