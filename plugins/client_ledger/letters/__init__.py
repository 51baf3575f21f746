"""Words to send: a letter for each sign, and two for letting a client go, in each language of the folder."""
