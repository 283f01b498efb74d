output "url" {
  description = "Where the service answers: URL/v1/detections takes images, URL/detect takes JSON."
  value       = "https://${local.app_output.properties.configuration.ingress.fqdn}"
}

output "environment_id" {
  description = "The Container Apps environment, for apps that call the service inside it."
  value       = azapi_resource.environment.id
}

output "principal_id" {
  description = "The identity that the app runs as, to grant it more."
  value       = local.identity_output.properties.principalId
}
