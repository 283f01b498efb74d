terraform {
  required_version = ">= 1.9" # a validation may look at other variables

  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = ">= 1.15, < 3.0"
    }
  }
}
