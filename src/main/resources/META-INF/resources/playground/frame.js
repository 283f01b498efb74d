// What a video element shows, as an image for the service.

export const LONGEST_SIDE = 1280; // pixels; more would be made smaller by the model anyway
const QUALITY = 0.9; // of JPEG

/** What the video shows now, as JPEG. */
export function frameOf(video) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
  const [width, height] = [video.videoWidth * scale, video.videoHeight * scale].map(Math.round);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").drawImage(video, 0, 0, width, height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
