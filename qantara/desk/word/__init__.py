"""Word both ways: texts leave as DOCX, come back beside the blocks, and an earlier profile can begin one."""
