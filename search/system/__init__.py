"""What is asked of the machine: files, memory, processes, arrays of many texts. Knows no German."""
