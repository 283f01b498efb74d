// Calls the service with the client that OpenAPI Generator makes for TypeScript.
import { deepStrictEqual as equal } from "node:assert";
import { readFileSync } from "node:fs";
import * as client from "./quantmask/index.js";

const [url, key, path] = process.argv.slice(2);
const bytes = readFileSync(path);
const image = new Blob([bytes]);

async function isProblem(status: number, call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (e) {
    if (!(e instanceof client.ResponseError)) throw e;
    const problem: client.Problem = client.ProblemFromJSON(await e.response.json());
    equal(problem.status, status);
    equal(problem.detail.length > 0, true);
    return;
  }
  throw new Error(`expected ${status}, found an answer`);
}

await isProblem(401, () => new client.DetectionApi(new client.Configuration({ basePath: url })).detectImage({ body: image }));

const configuration = new client.Configuration({ basePath: url, apiKey: key });
const api = new client.DetectionApi(configuration);
const found: client.Detections = await api.detectImage({ body: image, minScore: 0.5, maxDetections: 3, masks: client.MaskFormat.Rle });
equal(found.detections.length, 3);
equal(found.detections[0].box.length, 4);
equal(found.detections[0].mask?.size, [360, 640]);
equal(found.model.scheme, "static");

const base64 = bytes.toString("base64");
const alone = await api.detect({ detectRequest: { image: base64, minScore: 0.5, maxDetections: 3 } });
equal(alone.detections, found.detections);

const broken = { image: "AAAA" };
const several = await api.detectImages({ detectRequest: [{ image: base64 }, broken], minScore: 0.5, maxDetections: 3 });
equal(several.results[0].detections, found.detections);
equal(several.results[1].status, 422);

const models = await new client.ModelsApi(configuration).listModels();
equal(models.models[0].state, client.ModelStateEnum.Ready);

const tensor: client.InputTensor = { name: "encoded_image", datatype: "BYTES", shape: [1], data: [base64] };
const inferred = await new client.InferenceApi(configuration).infer({ name: "default", inferenceRequest: { inputs: [tensor] } });
equal(inferred.outputs.map((output) => output.name), ["boxes", "scores", "classes", "labels"]);

await isProblem(404, () => api.detectImage({ body: image, model: "no" }));
await isProblem(422, () => api.detect({ detectRequest: broken }));
console.log("TypeScript: passed");
