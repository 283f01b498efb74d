output "url" {
  description = "Where the service answers: URL/v1/detections takes images, URL/detect takes JSON. With a certificate, give its name to this address."
  value       = "${var.certificate_arn == null ? "http" : "https"}://${aws_lb.service.dns_name}"
}

output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = aws_ecs_cluster.cluster.name
}

output "task_role_name" {
  description = "The role that the program runs as, to grant it more."
  value       = aws_iam_role.task.name
}

output "load_balancer_security_group_id" {
  description = "The security group that decides who may call, to add clients."
  value       = aws_security_group.load_balancer.id
}

output "service_security_group_id" {
  description = "The security group of the tasks, to let them reach a collector of traces."
  value       = aws_security_group.service.id
}
