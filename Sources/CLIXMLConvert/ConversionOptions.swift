import CLIXML
