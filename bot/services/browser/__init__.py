"""What people do in a browser: doors (links and who comes by them), the notice board, the review desk."""
