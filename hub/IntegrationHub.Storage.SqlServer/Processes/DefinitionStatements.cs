using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Processes;

/// <summary>Definitions: versions are added and never changed.</summary>
internal static class DefinitionStatements
{
    private const string Columns = "d.process, d.version, d.digest, d.[file], d.deployed_at, d.deployed_by";

    /// <summary>One deployment after the other, until the transaction ends.</summary>
    internal static readonly Statement Lock = new(
        "processes.lock-deployment",
        """
        declare @granted int;
        exec @granted = sys.sp_getapplock @Resource = @lock, @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 20000;
        select @granted;
        """);

    /// <summary>Gives the version that the file is from now on, or was already.</summary>
    internal static readonly Statement Deploy = new(
        "processes.deploy",
        $"""
        declare @version int, @newest nvarchar(400);
        select top (1) @version = d.version, @newest = d.digest from hub.process_definition as d
        where d.retailer_id = @retailer and d.process = @process order by d.version desc;
        if @newest is null or @newest <> @digest
        begin
            set @version = coalesce(@version, 0) + 1;
            insert into hub.process_definition (retailer_id, process, version, digest, [file], deployed_at, deployed_by)
            values (@retailer, @process, @version, @digest, @file, @now, @by);
            {EventList.Insert}
        end;
        select @version;
        """);

    internal static readonly Statement Find = new(
        "processes.find-definition", $"select {Columns} from hub.process_definition as d where d.retailer_id = @retailer and d.process = @process and d.version = @version;");

    internal static readonly Statement FindNewest = new(
        "processes.find-newest-definition",
        $"select top (1) {Columns} from hub.process_definition as d where d.retailer_id = @retailer and d.process = @process order by d.version desc;");

    internal static readonly Statement Newest = new(
        "processes.newest-definitions",
        $"""
        select {Columns} from hub.process_definition as d
        where d.retailer_id = @retailer
            and not exists (select 1 from hub.process_definition as later where later.retailer_id = @retailer and later.process = d.process and later.version > d.version)
        order by d.process;
        """);

    public static DefinitionRow Read(SqlDataReader reader) => new(
        new DefinitionKey(reader.GetString(0), reader.GetInt32(1)), reader.GetString(2), reader.Bytes(3), reader.Time(4), reader.GetString(5));
}
