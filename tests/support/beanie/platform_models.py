"""The platform's program as it runs: where its models differ from the reference, they differ here the same way."""

from datetime import datetime
from typing import Any, Optional

from beanie import Document
from pydantic import Field, field_validator

import models
from models import EstadoDispositivo, Garantia, now


class Device(Document):
    """`package_no` is stored as `carton_id`; there is no `num_palet`; brand, digits and ranges are strict."""

    imei: str = Field(pattern=r"^\d{15}$")
    ccid: Optional[str] = Field(default=None, pattern=r"^\d{19,22}$")
    nro_orden: Optional[str] = None
    lote: Optional[int] = None
    linea: Optional[int] = Field(default=None, ge=1, le=3)
    puesto: Optional[int] = None
    marca: str = "Neoway"
    nro_referencia: Optional[str] = None
    sku: Optional[str] = None
    estado: EstadoDispositivo = EstadoDispositivo.EN_PRODUCCION
    ubicacion_actual: Optional[str] = None
    package_no: Optional[str] = Field(default=None, alias="carton_id")
    pallet_id: Optional[str] = None
    codigo_innerbox: Optional[str] = None
    codigo_unitario: Optional[str] = None
    num_deposito: Optional[str] = None
    cliente: Optional[str] = None
    cliente_codigo: Optional[str] = None
    cliente_nombre: Optional[str] = None
    notificado: bool = False
    fecha_notificacion: Optional[datetime] = None
    garantia: Optional[Garantia] = Field(default_factory=Garantia)
    info_envio: Optional[dict[str, Any]] = None
    valido: bool = True
    errores: Optional[list[str]] = Field(default_factory=list)
    metadata: Optional[dict[str, Any]] = Field(default_factory=dict)
    fecha_creacion: datetime = Field(default_factory=now)
    fecha_actualizacion: datetime = Field(default_factory=now)
    creado_por: Optional[str] = None
    fecha_importacion: Optional[datetime] = None
    operador: Optional[str] = None
    operador_marca: Optional[str] = None
    operador_pais: Optional[str] = None
    operador_region: Optional[str] = None
    iin_prefix: Optional[str] = None
    operador_uso: Optional[str] = None
    operador_red: Optional[str] = None
    operador_actualizado: Optional[datetime] = None
    factory_id: Optional[int] = None
    package_date: Optional[datetime] = None

    class Config:
        populate_by_name = True

    class Settings:
        name = "devices"
        indexes = [
            *models.Device.Settings.indexes,
            "operador",
            "iin_prefix",
            [("operador", 1), ("estado", 1)],
            [("iin_prefix", 1), ("operador", 1)],
        ]


class Customer(models.Customer):
    class Settings:
        name = "customers"
        indexes = ["customer_code", "email", "status", "customer_type", [("customer_type", 1), ("status", 1)]]

    @field_validator("customer_code")
    @classmethod
    def upper(cls, value: str) -> str:
        return value.upper()


class ProductionOrder(models.ProductionOrder):
    class Settings:
        name = "production_orders"
        indexes = [
            "order_number",
            "status",
            "production_line",
            [("created_at", -1)],
            [("status", 1), ("production_line", 1)],
        ]

    @field_validator("order_number")
    @classmethod
    def upper(cls, value: str) -> str:
        return value.strip().upper()

    @field_validator("priority")
    @classmethod
    def known(cls, value: Optional[str]) -> Optional[str]:
        if value is not None and value.lower() not in ("low", "normal", "high", "critical"):
            raise ValueError("priority")
        return value


class Movimiento(models.Movimiento):
    class Settings:
        name = "movimientos"
        indexes = [one for one in models.Movimiento.Settings.indexes if one != "created_at"]


class Pallet(Document):
    """Another model altogether: `pallet_id` and `order_number` are required, `pallet_number` is unknown."""

    pallet_id: str
    order_number: str
    qr_code: Optional[str] = None
    factory_id: Optional[int] = None
    product_model: Optional[str] = None
    product_reference: Optional[str] = None
    carton_ids: list[str] = Field(default_factory=list)
    carton_count: int = 0
    device_count: int = 0
    devices_per_carton: Optional[int] = None
    peso_kg: Optional[float] = None
    volumen_m3: Optional[float] = None
    ubicacion: Optional[str] = None
    cliente_id: Optional[str] = None
    cliente_nombre: Optional[str] = None
    estado: str = "preparado"
    fecha_creacion: datetime = Field(default_factory=now)
    fecha_modificacion: Optional[datetime] = None
    creado_por: Optional[str] = None
    notas: Optional[str] = None

    class Settings:
        name = "pallets"
        indexes = [
            "pallet_id",
            "order_number",
            "carton_ids",
            "cliente_id",
            "estado",
            "fecha_creacion",
            [("order_number", 1), ("pallet_id", 1)],
            [("estado", 1), ("fecha_creacion", -1)],
        ]


class Permissions(models.Permissions):
    app1_access: bool = False
    app2_access: bool = False
    app3_access: bool = False
    app4_access: bool = False
    app5_access: bool = False
    app6_access: bool = False


class Employee(models.Employee):
    employee_id: str = Field(pattern=r"^[A-Za-z0-9_-]{3,20}$")
    name: str = Field(min_length=2, max_length=50)
    surname: str = Field(min_length=2, max_length=100)
    permissions: Permissions = Field(default_factory=Permissions)

    class Settings:
        name = "employees"
        indexes = models.Employee.Settings.indexes


class DeviceEvent(Document):
    """Its event log, which we write as well."""

    device_id: str
    imei: str
    ccid: Optional[str] = None
    event_type: str
    timestamp: datetime = Field(default_factory=now)
    descripcion: Optional[str] = None
    operator: Optional[str] = None
    operator_name: Optional[str] = None
    nro_orden: Optional[str] = None
    lote: Optional[int] = None
    linea: Optional[int] = None
    puesto: Optional[int] = None
    cliente: Optional[str] = None
    estado_anterior: Optional[str] = None
    estado_nuevo: Optional[str] = None
    ubicacion_anterior: Optional[str] = None
    ubicacion_nueva: Optional[str] = None
    data: dict[str, Any] = Field(default_factory=dict)
    ip_address: Optional[str] = None
    user_agent: Optional[str] = None
    origen: str = "manual"

    class Settings:
        name = "device_events"
        indexes = [
            "device_id",
            "imei",
            "event_type",
            "timestamp",
            "operator",
            "cliente",
            [("device_id", 1), ("timestamp", -1)],
            [("imei", 1), ("timestamp", -1)],
            [("event_type", 1), ("timestamp", -1)],
            [("nro_orden", 1), ("timestamp", -1)],
            [("cliente", 1), ("timestamp", -1)],
        ]


documents = [
    Device,
    Customer,
    ProductionOrder,
    Movimiento,
    models.SeriesNotification,
    models.Package,
    Pallet,
    Employee,
    DeviceEvent,
]
