output "url" {
  description = "Where the service answers inside the cluster: URL/v1/detections takes images, URL/detect takes JSON."
  value       = "http://${var.name}.${var.namespace}.svc.cluster.local"

  depends_on = [kubectl_manifest.all]
}

output "manifests" {
  description = "What was applied, by kind."
  value       = { for manifest in values(local.manifests) : manifest.kind => yamlencode(manifest) }
}
