output "url" {
  description = "Where the service answers: URL/v1/detections takes images, URL/detect takes JSON."
  value       = google_cloud_run_v2_service.service.uri
}

output "service_name" {
  description = "Name of the Cloud Run service."
  value       = google_cloud_run_v2_service.service.name
}

output "service_account_email" {
  description = "The identity that the service runs as, to grant it more."
  value       = google_service_account.service.email
}
