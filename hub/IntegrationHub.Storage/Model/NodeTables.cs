using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>Nodes of the installation: few rows, written twice a minute by each.</summary>
internal static class NodeTables
{
    public static void Configure(ModelBuilder model) => model.Entity<NodeRow>(row =>
    {
        row.ToTable("node");
        row.HasKey(x => new { x.RetailerId, x.Name }).HasName("pk_node");
    });
}
