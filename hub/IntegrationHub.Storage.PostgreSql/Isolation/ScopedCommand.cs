using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Isolation;

/// <summary>One statement in the scope of its transaction.</summary>
internal sealed class ScopedCommand : ScopedBatch
{
    private readonly NpgsqlBatchCommand _statement;

    public ScopedCommand(NpgsqlBatch batch, Func<NpgsqlBatchCommand?> takeScope, string sql)
        : base(batch, takeScope)
    {
        _statement = new NpgsqlBatchCommand(sql);
        BatchCommands.Add(_statement);
    }

    public string CommandText
    {
        get => _statement.CommandText;
        set => _statement.CommandText = value;
    }

    public NpgsqlParameterCollection Parameters => _statement.Parameters;
}
