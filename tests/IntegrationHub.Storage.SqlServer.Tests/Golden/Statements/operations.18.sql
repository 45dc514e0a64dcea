-- @retailer_Value int,
-- @party_Value varbinary(16)

SELECT TOP(1) COUNT_BIG(*) AS [Count], MIN([m0].[server_timestamp]) AS [Oldest]
FROM (
    SELECT [m].[server_timestamp], 1 AS [Key]
    FROM [hub].[mailbox_entry] AS [m]
    WHERE [m].[retailer_id] = @retailer_Value AND [m].[party_id] = @party_Value AND [m].[code] IS NULL AND [m].[addressed] = CAST(1 AS bit)
) AS [m0]
GROUP BY [m0].[Key]
