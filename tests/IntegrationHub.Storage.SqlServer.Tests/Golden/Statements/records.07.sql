-- 

SAVE TRANSACTION [__EFSavePoint];
