"""The integration with Django. `auditledge.django` exports what applications use."""
