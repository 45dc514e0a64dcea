-- @p int,
-- @retailer_Value int,
-- @party_Value varbinary(16),
-- @mRid nvarchar(256),
-- @type nvarchar(64),
-- @first varbinary(16),
-- @end varbinary(16),
-- @after_Id varbinary(16)

SELECT TOP(@p) [o].[retailer_id], [o].[id], [o].[acknowledged_by], [o].[answer_lost], [o].[attempts], [o].[canonical_digest], [o].[claimable_at], [o].[claimed_by], [o].[created_at], [o].[document_archive_id], [o].[due_at], [o].[endpoint], [o].[fence], [o].[gate_closure], [o].[mrid], [o].[message_archive_id], [o].[never_acknowledged], [o].[party_id], [o].[period_end], [o].[period_start], [o].[priority], [o].[profile], [o].[rejections], [o].[revision], [o].[root_element], [o].[sender_code], [o].[series_cut], [o].[size], [o].[state], [o].[type], [o].[updated_at]
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer_Value AND [o].[party_id] = @party_Value AND [o].[state] = CAST(3 AS smallint) AND [o].[mrid] = @mRid AND [o].[type] = @type AND [o].[id] >= @first AND [o].[id] < @end AND [o].[id] < @after_Id
ORDER BY [o].[id] DESC
