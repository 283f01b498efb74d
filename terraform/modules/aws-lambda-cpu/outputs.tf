output "url" {
  description = "The function URL; calls are signed (AWS Signature Version 4)."
  value       = aws_lambda_function_url.live.function_url
}

output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.function.function_name
}

output "alias_arn" {
  description = "ARN of the alias that answers, for clients that invoke the function without the URL."
  value       = aws_lambda_alias.live.arn
}

output "role_name" {
  description = "The role that the function runs as, to grant it more."
  value       = aws_iam_role.function.name
}
