-- 

SELECT CAST(0 AS bit)
